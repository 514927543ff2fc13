package slipway.local.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does something each time that it is due, until it is stopped or never due again. */
public final class Timetable {
    private final ScaledClock clock;
    private final ScheduleExpression times;
    private final Consumer<Instant> task;
    private final Runnable over;
    private volatile boolean stopped;

    /**
     * @param task takes the time that it was due at, on a thread of its own
     * @param over told when nothing will be due any more, after the last task
     */
    public Timetable(ScaledClock clock, ScheduleExpression times, Consumer<Instant> task, Runnable over) {
        this.clock = clock;
        this.times = times;
        this.task = task;
        this.over = over;
    }

    /** @param after what is due at this time or before is not done */
    public Timetable start(Instant after) {
        Optional<Instant> due = times.next(after);
        due.ifPresentOrElse(this::plan, over);
        return this;
    }

    /** What is under way goes on. */
    public void stop() {
        stopped = true;
    }

    private void plan(Instant due) {
        Duration wait = Duration.between(clock.instant(), due);
        Future<?> _ = clock.after(wait.isNegative() ? Duration.ZERO : wait, () -> run(due));
    }

    private void run(Instant due) {
        if (!stopped) {
            try {
                task.accept(due);
            } finally {
                start(due);
            }
        }
    }
}
