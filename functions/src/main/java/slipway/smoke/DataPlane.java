package slipway.smoke;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.EndpointName;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One exchange with AgentCore's data plane, by the JDK's client: the SDK's cannot end a read that goes on for ever. */
final class DataPlane {
    private static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** The client writes these itself, and refuses to be given them. */
    private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length");

    private final AgentCoreWire wire;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    DataPlane(AgentCoreWire wire) {
        this.wire = wire;
    }

    /** What an operation is asked about. */
    record Session(String runtimeArn, EndpointName endpoint, String id) {}

    /** Returns when the body has been read to its end or cap; closes the connection at the deadline. */
    HttpResponse<CappedBody> post(String operation, Session session, byte[] payload, CappedBody body, Duration deadline)
            throws IOException, TimeoutException {
        var pending = http.sendAsync(request(signed(operation, session, payload), payload), head -> body);
        try {
            return pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the agent answered");
        } finally {
            pending.cancel(true);
        }
    }

    private SdkHttpRequest signed(String operation, Session session, byte[] payload) {
        var headers = Map.of(
                SESSION,
                session.id(),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream");
        return wire.sign(
                SdkHttpMethod.POST,
                List.of("runtimes", session.runtimeArn(), operation),
                Map.of("qualifier", session.endpoint().value()),
                headers,
                payload);
    }

    private static HttpRequest request(SdkHttpRequest signed, byte[] payload) {
        var request = HttpRequest.newBuilder(signed.getUri()).POST(BodyPublishers.ofByteArray(payload));
        signed.forEachHeader((name, values) -> {
            if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
