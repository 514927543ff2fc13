package slipway.local.agentcore.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at one port of this machine as AgentCore looks at a container. */
final class Ping {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HEALTHY = Set.of("Healthy", "HealthyBusy");
    private static final int KNOCK_MILLIS = 300;

    private final HttpClient client;
    private final int port;
    private final HttpRequest request;

    Ping(HttpClient client, int port, Duration timeout) {
        this.client = client;
        this.port = port;
        this.request =
                HttpRequest.newBuilder(uri().resolve("/ping")).timeout(timeout).build();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean isHealthy() throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    && HEALTHY.contains(
                            JSON.readTree(answer.body()).path("status").asText());
        } catch (IOException e) {
            // Nobody listens, nobody answers in time, or it is not JSON.
            return false;
        }
    }

    /** @throws StartFailed where other machines could reach the port */
    void requireLoopbackOnly() throws StartFailed {
        Optional<InetAddress> open = addresses().stream().filter(this::answers).findFirst();
        if (open.isPresent()) {
            throw StartFailed.died("The agent listens on %s too, where other machines reach it; it must listen on the"
                            .formatted(open.get().getHostAddress())
                    + " address that HOST says alone");
        }
    }

    private static List<InetAddress> addresses() throws StartFailed {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
        } catch (IOException e) {
            throw StartFailed.died("This machine's addresses cannot be listed: " + e.getMessage());
        }
    }

    private boolean answers(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), KNOCK_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
