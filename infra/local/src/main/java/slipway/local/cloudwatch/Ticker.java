package slipway.local.cloudwatch;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import slipway.local.time.ScaledClock;

/** Does something again and again, until the clock is closed. */
final class Ticker {
    private final ScaledClock clock;
    private final Duration every;
    private final Runnable task;

    Ticker(ScaledClock clock, Duration every, Runnable task) {
        this.clock = clock;
        this.every = every;
        this.task = task;
    }

    void start() {
        try {
            Future<?> _ = clock.after(every, this::tick);
        } catch (RejectedExecutionException e) {
            // The clock is closed: the cloud goes down, and nothing is to be evaluated any more.
        }
    }

    private void tick() {
        try {
            task.run();
        } finally {
            start();
        }
    }
}
