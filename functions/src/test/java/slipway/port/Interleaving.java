package slipway.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Runs several at once, one call of a port at a time, in an order that the seed decides: whoever comes to a call waits
 * there for its turn. The same seed is the same run.
 */
public final class Interleaving extends Ports {
    private static final ThreadLocal<Actor> ACTING = new ThreadLocal<>();
    private final Semaphore back = new Semaphore(0);
    private final Random random;

    private final int stretch;

    public Interleaving(long seed) {
        this(seed, 1);
    }

    /** @param stretch how many calls in a row each makes, about, while the others stand still */
    public Interleaving(long seed, int stretch) {
        this.random = new Random(seed);
        this.stretch = stretch;
    }

    /** Returns when all of them are done; throws what the first of them threw that failed. */
    public void run(List<Runnable> all) {
        List<Actor> alive = new ArrayList<>(all.stream().map(Actor::new).toList());
        Optional<Throwable> failure = Optional.empty();
        Actor next = alive.getFirst();
        while (!alive.isEmpty()) {
            if (stretch == 1 || !alive.contains(next) || random.nextInt(stretch) == 0) {
                next = alive.get(random.nextInt(alive.size()));
            }
            next.turn.release();
            back.acquireUninterruptibly();
            if (next.done) {
                alive.remove(next);
                failure = failure.isPresent() ? failure : Optional.ofNullable(next.failure);
            }
        }
        failure.ifPresent(thrown -> {
            throw new AssertionError("one of them failed", thrown);
        });
    }

    /** Lets the others go first. */
    public void pause() {
        Actor me = ACTING.get();
        if (me != null) {
            back.release();
            me.turn.acquireUninterruptibly();
        }
    }

    @Override
    protected Object call(String name, Effect effect) throws Throwable {
        pause();
        return effect.happen();
    }

    private final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private Throwable failure;
        private boolean done;

        private Actor(Runnable task) {
            Thread.ofVirtual().start(() -> {
                turn.acquireUninterruptibly();
                ACTING.set(this);
                try {
                    task.run();
                } catch (Throwable e) {
                    failure = e;
                }
                done = true;
                back.release();
            });
        }
    }
}
