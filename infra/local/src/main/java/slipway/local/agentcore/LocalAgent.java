package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An agent as its container would be: a real HTTP server with {@code /ping} and {@code /invocations}, on loopback. */
final class LocalAgent implements AutoCloseable {
    private static final int PIECE = 1024;
    private static final String CARD = """
            {"protocolVersion":"0.3.0","name":"agent","description":"A scripted agent","version":"1",
             "url":"http://127.0.0.1/","capabilities":{},"skills":[],
             "defaultInputModes":["text"],"defaultOutputModes":["text"]}""";

    static {
        // Without it, an answer waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final AgentScript script;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong invocations = new AtomicLong();

    LocalAgent(AgentScript script) {
        this.script = script;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/ping", exchange -> send(exchange, 200, "{\"status\":\"Healthy\"}".getBytes(UTF_8)));
        server.createContext("/invocations", this::invoke);
        server.createContext(Agents.CARD, exchange -> send(exchange, 200, CARD.getBytes(UTF_8)));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void invoke(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        pause();
        long count = invocations.incrementAndGet();
        if (script.healthyInvocations() >= 0 && count > script.healthyInvocations()) {
            send(exchange, 500, "{\"error\":\"the agent is not well any more\"}".getBytes(UTF_8));
        } else if (script.streamBytes() >= 0) {
            stream(exchange);
        } else {
            send(exchange, script.status(), script.answer());
        }
    }

    private void pause() {
        if (!script.delay().isZero()) {
            Executor later = CompletableFuture.delayedExecutor(script.delay().toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture.runAsync(() -> {}, later).join();
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", script.contentType());
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Events of a kilobyte each until there were enough, or until nobody listens any more. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(script.status(), 0);
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        System.arraycopy("data: ".getBytes(UTF_8), 0, piece, 0, 6);
        System.arraycopy("\n\n".getBytes(UTF_8), 0, piece, PIECE - 2, 2);
        try (OutputStream out = exchange.getResponseBody()) {
            for (long left = script.streamBytes(); left > 0; left -= PIECE) {
                out.write(piece, 0, (int) Math.min(PIECE, left));
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
