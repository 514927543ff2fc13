package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The runtime API of one JVM, on a loopback port of its own: {@code next}, {@code response} and the errors. */
final class RuntimeApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_ANSWER = 6 * 1024 * 1024 + 100;

    private final ServerSocket server;
    private final Duration timeout;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Invocation> next = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<InvokeResult>> initialized = new CompletableFuture<>();
    private volatile @Nullable Invocation current;

    /** @param timeout the function's, from which each event's deadline is told */
    RuntimeApi(Duration timeout) throws IOException {
        this.timeout = timeout;
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** What {@code AWS_LAMBDA_RUNTIME_API} says. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Completes when the function asks for its first event, or with its error if it could not start. */
    CompletableFuture<Optional<InvokeResult>> initialized() {
        return initialized;
    }

    /** Hands the event to the JVM as soon as that asks for one. */
    void deliver(Invocation invocation) {
        next.add(invocation);
    }

    /** Whether the JVM has seen the event. */
    boolean took(Invocation invocation) {
        return invocation.equals(current);
    }

    private void start(Runnable task) {
        threads.add(Thread.ofVirtual().name("runtime-api").start(task));
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the JVM is gone, or soon will be.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            RuntimeRequest request = RuntimeRequest.read(in);
            while (request != null) {
                socket.getOutputStream().write(answer(request));
                request = RuntimeRequest.read(in);
            }
        } catch (IOException | InterruptedException e) {
            // The JVM hung up or was stopped; whoever watches the process ends its invocation.
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private byte[] answer(RuntimeRequest request) throws IOException, InterruptedException {
        String path = request.path();
        if (path.endsWith("/invocation/next")) {
            initialized.complete(Optional.empty());
            return next(next.take());
        } else if (path.endsWith("/init/error")) {
            initialized.complete(Optional.of(InvokeResult.failed(tree(request))));
        } else if (path.endsWith("/error")) {
            finish(path, InvokeResult.failed(tree(request)));
        } else if (path.endsWith("/response")) {
            finish(path, answered(request));
        } else {
            return http("404 Not Found", Map.of(), new byte[0]);
        }
        return http("202 Accepted", Map.of(), "{\"status\":\"OK\"}".getBytes(ISO_8859_1));
    }

    private byte[] next(Invocation invocation) throws IOException {
        current = invocation;
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        Map<String, String> headers = Map.of(
                "Lambda-Runtime-Aws-Request-Id", invocation.requestId(),
                "Lambda-Runtime-Deadline-Ms", String.valueOf(deadline),
                "Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
        return http("200 OK", headers, JSON.writeValueAsBytes(invocation.payload()));
    }

    private void finish(String path, InvokeResult result) {
        Invocation invocation = current;
        if (invocation != null && path.contains("/" + invocation.requestId() + "/")) {
            invocation.result().complete(result);
        }
    }

    private static InvokeResult answered(RuntimeRequest request) throws IOException {
        if (request.body().length > LARGEST_ANSWER) {
            return InvokeResult.failed(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
        }
        return InvokeResult.answered(tree(request));
    }

    private static JsonNode tree(RuntimeRequest request) throws IOException {
        return JSON.readTree(request.body());
    }

    /** Head and body in one array, because a second write waits for the first one's acknowledgement. */
    private static byte[] http(String status, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        new TreeMap<>(headers).forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head.toString().getBytes(ISO_8859_1));
        all.write(body);
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.forEach(Thread::interrupt);
    }
}
