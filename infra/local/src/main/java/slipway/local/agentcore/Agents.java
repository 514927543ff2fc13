package slipway.local.agentcore;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import slipway.local.edge.Call;

/** One agent for each version, started when it is first invoked. */
final class Agents implements AutoCloseable {
    /** Where an agent that speaks A2A describes itself. */
    static final String CARD = "/.well-known/agent-card.json";

    private static final List<String> PASSED_ON =
            List.of("content-type", "accept", "mcp-session-id", "mcp-protocol-version", "mcp-method", "mcp-name");

    private record Key(String runtime, int version, String digest) {}

    private final Map<Key, LocalAgent> running = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** The agent's answer, its body still to be read; whatever is not a success is AgentCore's 424. */
    HttpResponse<InputStream> invoke(String runtime, VersionState version, String session, Call call) {
        Images.Image image = version.image();
        if (image != null && !image.architectures().contains("arm64")) {
            // Nobody looks at the architecture before the container is to start.
            throw Faults.runtime(500);
        }
        LocalAgent agent = running.computeIfAbsent(
                new Key(runtime, version.number(), image == null ? "" : image.digest()),
                key -> new LocalAgent(AgentScript.of(image == null ? Map.of() : image.labels(), key.version())));
        HttpResponse<InputStream> response = send(request(agent, session, call));
        if (response.statusCode() / 100 != 2) {
            discard(response);
            throw Faults.runtime(response.statusCode());
        }
        return response;
    }

    private static HttpRequest request(LocalAgent agent, String session, Call call) {
        String path = call.path().endsWith(CARD) ? CARD : "/invocations";
        HttpRequest.Builder request = HttpRequest.newBuilder(agent.invocations().resolve(path))
                .header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", session)
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        for (String name : PASSED_ON) {
            String value = call.headers().get(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Faults.runtime(502);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.runtime(504);
        }
    }

    private static void discard(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.readNBytes(8192);
        } catch (IOException e) {
            // It failed already; what it had to say about that is not passed on.
        }
    }

    @Override
    public void close() {
        running.values().forEach(LocalAgent::close);
        running.clear();
        client.shutdownNow();
    }
}
