package slipway.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lambda's runtime API for one event, and every service of AWS behind the same port: they have nothing, and take what they are
 * given. So what is timed is the function.
 */
final class OneInvocation implements AutoCloseable {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final int PATIENCE_SECONDS = 120;

    static {
        // An answer in two packets would cost more than what is measured.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String event;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final AtomicBoolean given = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** @param refused whether the handler threw */
    record End(long nanos, boolean refused) {}

    OneInvocation(String event) throws IOException {
        this.event = event;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the event was handled. */
    End await() throws InterruptedException {
        try {
            return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the function did not start", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the function handled no event within %d s".formatted(PATIENCE_SECONDS), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals(RUNTIME + "invocation/next")) {
            next(exchange);
        } else if (path.startsWith(RUNTIME)) {
            long now = System.nanoTime();
            if (path.endsWith("init/error")) {
                end.completeExceptionally(new IllegalStateException(new String(body, UTF_8)));
            }
            end.complete(new End(now, path.endsWith("/error")));
            send(exchange, 202, "{\"status\":\"OK\"}");
        } else {
            send(exchange, 200, "{}");
        }
    }

    /** The second one is never answered: the process is ended then. */
    private void next(HttpExchange exchange) throws IOException {
        if (given.getAndSet(true)) {
            return;
        }
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 60_000));
        exchange.getResponseHeaders()
                .set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-central-1:111122223333:function:bench:live");
        send(exchange, 200, event);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
