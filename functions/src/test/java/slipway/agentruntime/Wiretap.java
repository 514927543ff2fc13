package slipway.agentruntime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A server on loopback that records what it is sent, and answers what it was told to. */
public final class Wiretap implements AutoCloseable {
    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    /** What came over the wire; the path and the query as they were encoded. */
    public record Received(String method, String path, String query, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** Answers one exchange. */
    @FunctionalInterface
    public interface Reply {
        void send(HttpExchange exchange) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public Wiretap() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        received.add(new Received(
                exchange.getRequestMethod(), uri.getRawPath(), query, Map.copyOf(exchange.getRequestHeaders()), body));
        var reply = replies.poll();
        (reply == null ? json(500, "{}") : reply).send(exchange);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Received> received() {
        return received;
    }

    public void reply(Reply reply) {
        replies.add(reply);
    }

    /** JSON is written with single quotes. */
    public void reply(int status, String json) {
        reply(json(status, json));
    }

    public void reply(int status, String errorType, String json) {
        reply(exchange -> {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", errorType);
            json(status, json).send(exchange);
        });
    }

    /** A reply with a body of this type. */
    public static Reply text(int status, String contentType, String body) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }

    private static Reply json(int status, String json) {
        return text(status, "application/json", json.replace('\'', '"'));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
