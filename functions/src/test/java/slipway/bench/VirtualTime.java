package slipway.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Time in which many act at once, one at a time: whoever pauses lets the others go on until its time has come. Nothing
 * else takes any time, and the same beginning is the same course.
 */
final class VirtualTime implements InstantSource {
    private static final ThreadLocal<Actor> ACTING = new ThreadLocal<>();

    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparingLong(Turn::number));
    private final Semaphore back = new Semaphore(0);
    private final Consumer<Instant> hand;
    private Instant now;
    private long number;

    /** @param hand is told whenever time goes on */
    VirtualTime(Instant start, Consumer<Instant> hand) {
        this.now = start;
        this.hand = hand;
    }

    private record Turn(Instant at, long number, Actor actor) {}

    @Override
    public Instant instant() {
        return now;
    }

    /** Something begins after that time. */
    void after(Duration time, Runnable task) {
        turns.add(new Turn(now.plus(time), number++, new Actor(task)));
    }

    /** Returns when the time has passed; to be called by what {@link #after} began. */
    void pause(Duration time) {
        Actor me = ACTING.get();
        turns.add(new Turn(now.plus(time), number++, me));
        me.rest();
    }

    /** Does all of these at once, and returns when each is done. */
    void together(List<Runnable> all) {
        Actor me = ACTING.get();
        int[] left = {all.size()};
        all.forEach(each -> after(Duration.ZERO, () -> {
            each.run();
            if (--left[0] == 0) {
                turns.add(new Turn(now, number++, me));
            }
        }));
        if (!all.isEmpty()) {
            me.rest();
        }
    }

    /** Goes on until nobody has anything left to do; throws what the first of them threw that failed. */
    void run() {
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            now = turn.at();
            hand.accept(now);
            turn.actor().turn.release();
            back.acquireUninterruptibly();
            turn.actor().failure.ifPresent(failure -> {
                throw new AssertionError("at " + now, failure);
            });
        }
    }

    private final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private Optional<Throwable> failure = Optional.empty();

        private Actor(Runnable task) {
            Thread.ofVirtual().start(() -> {
                turn.acquireUninterruptibly();
                ACTING.set(this);
                try {
                    task.run();
                } catch (Throwable e) {
                    failure = Optional.of(e);
                }
                back.release();
            });
        }

        private void rest() {
            back.release();
            turn.acquireUninterruptibly();
        }
    }
}
