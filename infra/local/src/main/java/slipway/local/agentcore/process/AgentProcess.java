package slipway.local.agentcore.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program that runs, watched until it is ended. */
public final class AgentProcess implements AutoCloseable {
    private static final Duration STARTING = Duration.ofMillis(40);

    private final Process process;
    private final Ping ping;
    private final Health health;
    private final Consumer<String> log;
    /** A process that died knows its children no more. */
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    AgentProcess(Process process, Ping ping, Health health, Consumer<String> log) {
        this.process = process;
        this.ping = ping;
        this.health = health;
        this.log = log;
        Thread.ofVirtual().start(this::copyOutput);
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException e) {
            // It was killed while it wrote.
        }
    }

    /** Returns when it is healthy. */
    void awaitHealthy() throws StartFailed, InterruptedException {
        long deadline = System.nanoTime() + health.start().toNanos();
        while (!ping.isHealthy()) {
            meetFamily();
            requireAlive(STARTING);
            if (System.nanoTime() > deadline) {
                throw new StartFailed(
                        StartFailed.How.TOO_SLOW,
                        "The agent was not healthy within %d s: it must answer GET /ping on 127.0.0.1 at the port that"
                                        .formatted(health.start().toSeconds())
                                + " PORT says");
            }
        }
        // Another program may have taken the port, and answer there.
        requireAlive(Duration.ZERO);
        ping.requireLoopbackOnly();
        Thread.ofVirtual().start(this::watch);
    }

    private void requireAlive(Duration time) throws StartFailed, InterruptedException {
        if (process.waitFor(time)) {
            throw StartFailed.died("The agent ended before it was healthy: exit status " + process.exitValue());
        }
    }

    private void meetFamily() {
        process.descendants().forEach(family::add);
    }

    private void watch() {
        try {
            int failures = 0;
            while (failures < health.failures()) {
                meetFamily();
                if (process.waitFor(health.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                    if (!closed) {
                        log.accept("The agent ended: exit status " + process.exitValue());
                    }
                    close();
                    return;
                }
                failures = ping.isHealthy() ? 0 : failures + 1;
            }
            log.accept("The agent is not healthy any more, and is ended: GET /ping failed %d times in a row"
                    .formatted(failures));
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Where it listens. */
    public URI uri() {
        return ping.uri();
    }

    public boolean isAlive() {
        return !closed && process.isAlive();
    }

    /** Returns when it has ended, at the latest after this time. */
    public void awaitEnd(Duration most) {
        try {
            var _ = process.waitFor(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs this when it has ended, however it did. */
    public void onEnd(Runnable then) {
        var _ = process.onExit().thenRun(then);
    }

    /** Ends it and whatever it has started, at once. */
    @Override
    public void close() {
        closed = true;
        meetFamily();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    Process process() {
        return process;
    }
}
