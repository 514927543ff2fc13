package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Identities;

/** One process that runs one function version, one event at a time. */
final class FunctionJvm implements AutoCloseable {
    /** Ten seconds at AWS; more here, where two cores may start a dozen JVMs at once. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private static final int SIGKILLED = 128 + 9;

    private final FunctionSpec function;
    private final LambdaSettings settings;
    private final RuntimeApi api;
    private final Identities.Key key;
    private final StartArchive.Start start;
    private final Process process;
    private volatile @Nullable Invocation current;
    private final AtomicInteger events = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean retired;

    private FunctionJvm(FunctionSpec function, LambdaSettings settings) throws IOException {
        this.function = function;
        this.settings = settings;
        this.key = settings.identities().issue(function.role());
        this.api = new RuntimeApi(function.timeout(), key);
        this.start = JvmCommand.start(function);
        this.process = launch();
        settings.identities().attach(key.accessKeyId(), process.toHandle());
        var _ = process.onExit().thenAccept(this::ended);
        Thread.ofVirtual().name(function.name()).start(this::copyOutput);
    }

    static FunctionJvm start(FunctionSpec function, LambdaSettings settings) {
        try {
            return new FunctionJvm(function, settings);
        } catch (IOException e) {
            throw new IllegalStateException("No JVM for %s: %s".formatted(function.name(), e.getMessage()), e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(JvmCommand.of(function, start));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(FunctionEnvironment.of(function, settings, key, api));
        // The interface client loads the function's classes and lib/*.jar from here, as on AWS.
        builder.directory(function.code().taskRoot().toFile());
        return builder.redirectErrorStream(true).start();
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            // What a JVM says while it writes its archive is not the function's.
            lines.lines()
                    .filter(line -> !retired)
                    .forEach(line -> settings.logs().line(function.logGroup(), function.name(), line));
        } catch (IOException | UncheckedIOException e) {
            // The process was killed while it wrote.
        }
    }

    boolean isAlive() {
        return !closed && !retired && process.isAlive();
    }

    /** How many it was given. */
    int events() {
        return events.get();
    }

    /** Whether the JVM has seen the event: if not, another one may have it. */
    boolean took(Invocation invocation) {
        return api.took(invocation);
    }

    /** Runs one event to its end; afterwards the JVM may be dead. */
    InvokeResult invoke(Invocation invocation) throws InterruptedException {
        events.incrementAndGet();
        current = invocation;
        if (!process.isAlive()) {
            endWithProcess();
        }
        try {
            Optional<InvokeResult> broken = initialize(invocation);
            if (broken.isPresent()) {
                close();
                return broken.get();
            }
            api.deliver(invocation);
            return invocation.result().get(function.timeout().toMillis(), MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            return timedOut(invocation);
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof AwsError refused ? refused : new IllegalStateException(e);
        } finally {
            current = null;
        }
    }

    /** Waits for the JVM to start; the function's time-out does not count yet. */
    private Optional<InvokeResult> initialize(Invocation invocation) throws InterruptedException, ExecutionException {
        CompletableFuture<Object> either = CompletableFuture.anyOf(api.initialized(), invocation.result());
        either.completeOnTimeout("too late", INIT_LIMIT.toMillis(), MILLISECONDS)
                .get();
        try {
            // A JVM may be gone before the last that it said was read.
            return api.initialized().get(LAST_WORDS.toMillis(), MILLISECONDS);
        } catch (TimeoutException e) {
            invocation.fail("Sandbox.Timedout", "Init timed out after " + INIT_LIMIT.toSeconds() + " seconds");
            return Optional.of(invocation.result().get());
        }
    }

    private void ended(Process dead) {
        // First: whoever is told that it is gone may start another one, which is to record in its place.
        function.code().ended(start, dead.exitValue() != SIGKILLED);
        endWithProcess();
    }

    private void endWithProcess() {
        Invocation invocation = current;
        if (invocation != null) {
            invocation.fail("Runtime.ExitError", exit(process));
        }
    }

    private InvokeResult timedOut(Invocation invocation) {
        return InvokeResult.failed(
                "Sandbox.Timedout",
                "RequestId: %s Error: Task timed out after %d.00 seconds"
                        .formatted(invocation.requestId(), function.timeout().toSeconds()));
    }

    private static String exit(Process dead) {
        return switch (dead.exitValue()) {
            case 0 -> "Runtime exited without providing a reason";
            case SIGKILLED -> "Runtime exited with error: signal: killed";
            default -> "Runtime exited with error: exit status " + dead.exitValue();
        };
    }

    /** Whether this JVM has seen what it is to record: one event. */
    boolean hasRecorded() {
        return start.records();
    }

    /** Lets a JVM that recorded write its archive, which takes seconds; it takes no event any more. */
    CompletableFuture<Process> retire() {
        retired = true;
        // Not Process.destroy(), which would close the pipe that it still writes to.
        process.toHandle().destroy();
        return process.onExit();
    }

    @Override
    public void close() {
        closed = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        settings.identities().revoke(key.accessKeyId());
        try {
            api.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
