package slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time that runs a number of times faster than the wall's. Services wait and stamp by it; signatures do not. */
public final class ScaledClock implements InstantSource, AutoCloseable {
    private final int scale;
    private final Instant began;
    private final long beganNanos = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock").factory());

    /** @param scale seconds that pass here while one passes on the wall, 1 or more */
    public ScaledClock(int scale) {
        this(scale, Instant.MIN);
    }

    /** @param earliest it begins then, or now where that is later */
    public ScaledClock(int scale, Instant earliest) {
        if (scale < 1) {
            throw new IllegalArgumentException("The time scale must be 1 or more, not " + scale);
        }
        this.scale = scale;
        Instant now = Instant.now();
        began = now.isBefore(earliest) ? earliest : now;
    }

    /** Seconds that pass here while one passes on the wall. */
    public int scale() {
        return scale;
    }

    @Override
    public Instant instant() {
        return began.plusNanos((System.nanoTime() - beganNanos) * scale);
    }

    /** Runs the task on a thread of its own when this much scaled time has passed. */
    public Future<?> after(Duration scaled, Runnable task) {
        Runnable own = () -> Thread.ofVirtual().start(task);
        try {
            return timer.schedule(own, real(scaled).toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The cloud is closing: nothing is to happen any more.
            return CompletableFuture.completedFuture(null);
        }
    }

    /** How long the scaled time takes on the wall. */
    public Duration real(Duration scaled) {
        return scaled.dividedBy(scale);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
