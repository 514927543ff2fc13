package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Identities;

/** One process that runs one function version, one event at a time. */
final class FunctionJvm implements AutoCloseable {
    /** Ten seconds at AWS; more here, where two cores may start a dozen JVMs at once. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private static final int SIGKILLED = 128 + 9;

    private final FunctionSpec function;
    private final LambdaSettings settings;
    private final RuntimeApi api;
    private final Identities.Key key;
    private final Process process;
    private volatile @Nullable Invocation current;
    private volatile boolean closed;

    private FunctionJvm(FunctionSpec function, LambdaSettings settings) throws IOException {
        this.function = function;
        this.settings = settings;
        this.key = settings.identities().issue(function.role());
        this.api = new RuntimeApi(function.timeout());
        this.process = launch();
        settings.identities().attach(key.accessKeyId(), process.toHandle());
        var _ = process.onExit().thenAccept(dead -> endWithProcess());
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
        ProcessBuilder builder = new ProcessBuilder(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // The artefact was verified by its tests; verifying it again takes a third of a cold start.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Xmx" + function.memory() * 8 / 10 + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                InterfaceClient.classPath(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                function.handler()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(FunctionEnvironment.of(function, settings, key, api.address()));
        // The interface client loads the function's classes and lib/*.jar from here, as on AWS.
        builder.directory(function.taskRoot().toFile());
        return builder.redirectErrorStream(true).start();
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(line -> settings.logs().line(function.logGroup(), function.name(), line));
        } catch (IOException | UncheckedIOException e) {
            // The process was killed while it wrote.
        }
    }

    boolean isAlive() {
        return !closed && process.isAlive();
    }

    /** Whether the JVM has seen the event: if not, another one may have it. */
    boolean took(Invocation invocation) {
        return api.took(invocation);
    }

    /** Runs one event to its end; afterwards the JVM may be dead. */
    InvokeResult invoke(Invocation invocation) throws InterruptedException {
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
            throw new IllegalStateException(e);
        } finally {
            current = null;
        }
    }

    /** Waits for the JVM to start; the function's time-out does not count yet. */
    private Optional<InvokeResult> initialize(Invocation invocation) throws InterruptedException, ExecutionException {
        CompletableFuture<Object> either = CompletableFuture.anyOf(api.initialized(), invocation.result());
        either.completeOnTimeout("too late", INIT_LIMIT.toMillis(), MILLISECONDS)
                .get();
        if (!api.initialized().isDone()) {
            invocation.fail("Sandbox.Timedout", "Init timed out after " + INIT_LIMIT.toSeconds() + " seconds");
            return Optional.of(invocation.result().get());
        }
        return api.initialized().get();
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
        return "Runtime exited with error: "
                + (dead.exitValue() == SIGKILLED ? "signal: killed" : "exit status " + dead.exitValue());
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
        settings.identities().revoke(key.accessKeyId());
        try {
            api.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
