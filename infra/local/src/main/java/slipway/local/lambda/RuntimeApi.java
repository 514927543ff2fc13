package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Identities;
import slipway.local.edge.Visitor;

/**
 * The runtime API of one JVM, on a loopback port of its own: {@code next}, {@code response} and the errors; the end of a
 * snapshot's restore, and the credentials that such a JVM asks for.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    /** The path of the credentials, as {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} names it. */
    static final String CREDENTIALS = "/2021-04-23/credentials";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEY_LIFE = Duration.ofHours(1);
    private static final int LARGEST_ANSWER = 6 * 1024 * 1024 + 100;

    private final ServerSocket server;
    private final Duration timeout;
    private final Identities.Key key;
    private final String token = UUID.randomUUID().toString();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Invocation> next = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<InvokeResult>> initialized = new CompletableFuture<>();
    private volatile @Nullable Invocation current;

    /**
     * @param timeout the function's, from which each event's deadline is told
     * @param key the function's
     */
    RuntimeApi(Duration timeout, Identities.Key key) throws IOException {
        this.timeout = timeout;
        this.key = key;
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** What {@code AWS_LAMBDA_RUNTIME_API} says. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** What the function must show to get its credentials. */
    String token() {
        return token;
    }

    /**
     * Completes when the function asks for its first event, or with its error if it could not start; exceptionally with
     * an {@link AwsError} when a hook of its own failed after the restore.
     */
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
        if (!new Visitor(request.headers()).isProgramAt(address())) {
            return RuntimeAnswer.of("403 Forbidden", Map.of(), new byte[0]);
        } else if (path.endsWith("/invocation/next")) {
            initialized.complete(Optional.empty());
            return next(next.take());
        } else if (path.endsWith("/init/error")) {
            initialized.complete(Optional.of(InvokeResult.failed(tree(request))));
        } else if (path.endsWith("/restore/next")) {
            // The snapshot is taken and restored at once: the hooks before and after have both run when an event comes.
            return RuntimeAnswer.of("200 OK", Map.of(), new byte[0]);
        } else if (path.endsWith("/restore/error")) {
            initialized.completeExceptionally(new AwsError(
                    400,
                    "SnapStartException",
                    "The afterRestore() runtime hook encountered an error. For more information, check the Amazon"
                            + " CloudWatch logs."));
        } else if (path.equals(CREDENTIALS)) {
            return credentials(request);
        } else if (path.endsWith("/error")) {
            finish(path, InvokeResult.failed(tree(request)));
        } else if (path.endsWith("/response")) {
            finish(path, answered(request));
        } else {
            return RuntimeAnswer.of("404 Not Found", Map.of(), new byte[0]);
        }
        return RuntimeAnswer.of("202 Accepted", Map.of(), "{\"status\":\"OK\"}".getBytes(ISO_8859_1));
    }

    private byte[] credentials(RuntimeRequest request) throws IOException {
        if (!token.equals(request.headers().get("authorization"))) {
            return RuntimeAnswer.of("403 Forbidden", Map.of(), new byte[0]);
        }
        Map<String, String> credentials = Map.of(
                "AccessKeyId", key.accessKeyId(),
                "SecretAccessKey", key.secretAccessKey(),
                "Token", key.sessionToken(),
                "Expiration",
                        Instant.now()
                                .plus(KEY_LIFE)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        return RuntimeAnswer.of("200 OK", Map.of(), JSON.writeValueAsBytes(credentials));
    }

    private byte[] next(Invocation invocation) throws IOException {
        current = invocation;
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        Map<String, String> headers = Map.of(
                "Lambda-Runtime-Aws-Request-Id", invocation.requestId(),
                "Lambda-Runtime-Deadline-Ms", String.valueOf(deadline),
                "Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn(),
                "Lambda-Runtime-Trace-Id", invocation.trace().header());
        return RuntimeAnswer.of("200 OK", headers, JSON.writeValueAsBytes(invocation.payload()));
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

    @Override
    public void close() throws IOException {
        server.close();
        threads.forEach(Thread::interrupt);
    }
}
