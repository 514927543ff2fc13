package slipway.local.agentcore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Call;

/**
 * The agents behind all versions: a process for each session where the image's label {@value SessionProcesses#LABEL}
 * allows it, else one scripted agent for each version. Both are started when they are first invoked.
 */
final class Agents implements AutoCloseable {
    /** Where an agent that speaks A2A describes itself. */
    static final String CARD = "/.well-known/agent-card.json";

    private static final List<String> PASSED_ON =
            List.of("content-type", "accept", "mcp-session-id", "mcp-protocol-version", "mcp-method", "mcp-name");

    private record Key(String runtime, int version, String digest) {}

    /** An agent's answer, its body still to be read. */
    record Reply(HttpHeaders headers, InputStream body) {}

    private final SessionProcesses processes;
    private final Map<Key, LocalAgent> running = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Agents(SessionProcesses processes) {
        this.processes = processes;
    }

    /** What the agent answers; whatever is not a success is AgentCore's 424. */
    Reply invoke(Visit visit, Call call) {
        Images.Image image = visit.version().image();
        if (image != null && !image.architectures().contains("arm64")) {
            // Nobody looks at the architecture before the container is to start.
            throw Faults.runtime(500);
        }
        if (image != null && SessionProcesses.wants(image)) {
            return ofProcess(visit, image, call);
        }
        LocalAgent agent = running.computeIfAbsent(
                new Key(visit.runtime(), visit.version().number(), image == null ? "" : image.digest()),
                _ -> new LocalAgent(script(visit.version(), image == null ? Map.of() : image.labels())));
        return ask(agent.uri(), visit, call, Listener.NOBODY);
    }

    /** Who wants to know what becomes of an answer. */
    private interface Listener {
        Listener NOBODY = new Listener() {
            @Override
            public void broken() {}

            @Override
            public void read() {}
        };

        /** It broke off, or did not begin. */
        void broken();

        /** It has been read, or nobody reads it any more. */
        void read();
    }

    private static AgentScript script(VersionState version, Map<String, String> labels) {
        Map<String, String> variables = Json.strings(version.document().path("environmentVariables"));
        return AgentScript.of(labels, version.number(), variables);
    }

    private Reply ofProcess(Visit visit, Images.Image image, Call call) {
        SessionProcesses.Seat seat = processes.take(visit, image);
        Listener listener = new Listener() {
            @Override
            public void broken() {
                seat.awaitEnd();
            }

            @Override
            public void read() {
                seat.leave();
            }
        };
        try {
            return ask(seat.uri(), visit, call, listener);
        } catch (RuntimeException e) {
            seat.leave();
            throw e;
        }
    }

    private Reply ask(URI agent, Visit visit, Call call, Listener listener) {
        HttpResponse<InputStream> response = send(request(agent, visit, call), listener);
        if (response.statusCode() / 100 != 2) {
            discard(response, listener);
            throw Faults.runtime(response.statusCode());
        }
        return new Reply(response.headers(), new FilterInputStream(response.body()) {
            @Override
            public int read(byte[] piece, int from, int length) throws IOException {
                try {
                    return super.read(piece, from, length);
                } catch (IOException e) {
                    listener.broken();
                    throw e;
                }
            }

            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    listener.read();
                }
            }
        });
    }

    private static HttpRequest request(URI agent, Visit visit, Call call) {
        String path = call.path().endsWith(CARD) ? CARD : "/invocations";
        HttpRequest.Builder request = HttpRequest.newBuilder(agent.resolve(path))
                .header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", visit.session())
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        for (String name : PASSED_ON) {
            String value = call.headers().get(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request, Listener listener) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            listener.broken();
            throw Faults.runtime(502);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.runtime(504);
        }
    }

    private static void discard(HttpResponse<InputStream> response, Listener listener) {
        try (InputStream body = response.body()) {
            body.readNBytes(8192);
        } catch (IOException e) {
            // It failed already; what it had to say about that is not passed on.
            listener.broken();
        }
    }

    /** The session is stopped. */
    void end(String runtime, String endpoint, String session) {
        processes.end(runtime, endpoint, session);
    }

    /** The runtime is deleted, or one version of it. */
    void end(String runtime, @Nullable Integer version) {
        processes.end(runtime, version);
    }

    @Override
    public void close() {
        processes.close();
        running.values().forEach(LocalAgent::close);
        running.clear();
        client.shutdownNow();
    }
}
