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
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<Thread> threads;

    /** How often an actor did something, and how often what was under way did not allow it. */
    private record Tally(AtomicInteger done, AtomicInteger vain) {
        private String line() {
            return vain.get() == 0 ? String.valueOf(done) : "%s (and %s in vain)".formatted(done, vain);
        }
    }

    Bustle(List<Actor> actors, long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        actors.forEach(actor -> tallies.put(actor.name(), new Tally(new AtomicInteger(), new AtomicInteger())));
        threads = actors.stream()
                .map(actor -> {
                    SplittableRandom own = dice.split();
                    return Thread.ofVirtual().name(actor.name()).start(() -> act(actor, own));
                })
                .toList();
    }

    private void act(Actor actor, SplittableRandom dice) {
        Tally tally = Objects.requireNonNull(tallies.get(actor.name()));
        while (!isOver(pause(actor.every(), dice))) {
            try {
                actor.act().once(dice);
                tally.done().incrementAndGet();
            } catch (RuntimeException e) {
                // What is under way does not allow it just now: they come again.
                tally.vain().incrementAndGet();
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
    Map<String, String> acts() {
        Map<String, String> done = new TreeMap<>();
        tallies.forEach((name, tally) -> done.put(name, tally.line()));
        return done;
    }
}
