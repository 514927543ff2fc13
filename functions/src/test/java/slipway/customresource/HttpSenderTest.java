package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server of HTTP that does whatever it is told. */
class HttpSenderTest {
    private static final byte[] BODY = "{\"Status\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpSender sender = new HttpSender(Duration.ofSeconds(2), Duration.ofMillis(300));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void theAnswerIsPutWithAnEmptyContentTypeAndItsLength() {
        answer(200);

        sender.send(url("/answer"), BODY);

        assertThat(requests)
                .containsExactly("PUT /answer?X-Amz-Signature=s3cr3t [] " + BODY.length + " {\"Status\":\"SUCCESS\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308, 400, 403, 404, 500, 503})
    void whateverIsNoSuccessIsToBeSentAgain(int status) {
        answer(status);

        assertThatThrownBy(() -> sender.send(url("/answer"), BODY))
                .isInstanceOf(Sender.NotSent.class)
                .hasMessageContaining("answered " + status)
                .hasMessageNotContaining("s3cr3t");
        assertThat(requests).as("no redirect was followed").hasSize(1);
    }

    @Test
    void aHostThatIsSlowIsNotWaitedForAndGetsTheAnswerNextTime() {
        server.createContext("/answer", exchange -> {
            if (requests.isEmpty()) {
                note(exchange);
                await();
            }
            respond(exchange, 200);
        });

        assertThatThrownBy(() -> sender.send(url("/answer"), BODY))
                .isInstanceOf(Sender.NotSent.class)
                .hasMessageContaining("HttpTimeoutException");
        assertThatCode(() -> sender.send(url("/answer"), BODY)).doesNotThrowAnyException();
    }

    @Test
    void aHostThatRefusesIsToBeTriedAgain() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port + "/answer?X-Amz-Signature=s3cr3t");

        assertThatThrownBy(() -> sender.send(nobody, BODY))
                .isInstanceOf(Sender.NotSent.class)
                .hasMessageContaining("ConnectException")
                .hasNoCause()
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aHostThatHangsUpIsToBeTriedAgain() {
        server.createContext("/answer", HttpExchange::close);

        assertThatThrownBy(() -> sender.send(url("/answer"), BODY))
                .isInstanceOf(Sender.NotSent.class)
                .hasMessageContaining("no answer");
    }

    private void answer(int status) {
        server.createContext("/answer", exchange -> {
            note(exchange);
            exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
            respond(exchange, status);
        });
        server.createContext("/elsewhere", exchange -> {
            note(exchange);
            respond(exchange, 200);
        });
    }

    private void note(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add("%s %s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().get("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Content-Length"),
                        body));
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void respond(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:%d%s?X-Amz-Signature=s3cr3t"
                .formatted(server.getAddress().getPort(), path));
    }
}
