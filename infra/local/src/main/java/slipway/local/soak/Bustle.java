package slipway.local.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actors at work, each in a thread of their own, until they are to stop. */
final class Bustle {
    private static final Logger LOG = LoggerFactory.getLogger(Bustle.class);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, AtomicInteger> acts = new TreeMap<>();
    private final List<Thread> threads;

    Bustle(List<Actor> actors, long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        actors.forEach(actor -> acts.put(actor.name(), new AtomicInteger()));
        threads = actors.stream()
                .map(actor -> {
                    SplittableRandom own = dice.split();
                    return Thread.ofVirtual().name(actor.name()).start(() -> act(actor, own));
                })
                .toList();
    }

    private void act(Actor actor, SplittableRandom dice) {
        while (!isOver(pause(actor.every(), dice))) {
            try {
                actor.act().once(dice);
                Objects.requireNonNull(acts.get(actor.name())).incrementAndGet();
            } catch (RuntimeException e) {
                // What is under way does not allow it just now: they come again.
                LOG.debug("{} could not: {}", actor.name(), e.getMessage());
            }
        }
    }

    private static Duration pause(Duration mean, SplittableRandom dice) {
        return Duration.ofNanos((long) (mean.toNanos() * (0.5 + dice.nextDouble())));
    }

    private boolean isOver(Duration after) {
        try {
            return over.await(after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Nobody begins anything any more; returns when everybody has ended what they were at. */
    void end() {
        over.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How often each of them did something. */
    Map<String, Integer> acts() {
        Map<String, Integer> done = new TreeMap<>();
        acts.forEach((name, count) -> done.put(name, count.get()));
        return done;
    }
}
