package slipway.local.agentcore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/** Every runtime there is, behind one lock, and what happens to them when time has passed. */
final class Store {
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Place place;
    private final ScaledClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, RuntimeState> runtimes = new LinkedHashMap<>();
    private final Set<String> kept = new HashSet<>();

    Store(Place place, ScaledClock clock) {
        this.place = place;
        this.clock = clock;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Does the work when the scaled time has passed; at once when there is none to wait for. */
    void after(Duration scaled, Runnable work) {
        if (scaled.isZero()) {
            work.run();
            return;
        }
        var _ = clock.after(
                scaled,
                () -> locked(() -> {
                    work.run();
                    return true;
                }));
    }

    /** Waits on the wall until the condition holds. */
    boolean await(BooleanSupplier condition, Duration real) {
        lock.lock();
        try {
            long left = real.toNanos();
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return condition.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The scaled time on the wall, with room for a busy machine. */
    Duration real(Duration scaled) {
        return clock.real(scaled).plusSeconds(10);
    }

    /** Takes back a runtime of an earlier cloud. */
    void restore(RuntimeState runtime) {
        runtimes.put(runtime.id(), runtime);
        kept.add(runtime.id());
    }

    /** The ids of those that were there before this cloud began. */
    Set<String> kept() {
        return kept;
    }

    RuntimeState runtime(String id) {
        RuntimeState runtime = runtimes.get(id);
        if (runtime == null) {
            throw Faults.notFound("Agent runtime '%s'".formatted(id));
        }
        return runtime;
    }

    Map<String, RuntimeState> runtimes() {
        return runtimes;
    }

    Instant now() {
        return clock.instant();
    }

    Place place() {
        return place;
    }

    String runtimeArn(String id) {
        return place.arn("bedrock-agentcore", "runtime/" + id);
    }

    String endpointArn(String id, String endpoint) {
        return runtimeArn(id) + "/runtime-endpoint/" + endpoint;
    }

    /** A name with the ten characters that AgentCore appends. */
    static String withSuffix(String name) {
        StringBuilder id = new StringBuilder(name).append('-');
        for (int i = 0; i < 10; i++) {
            id.append(ALPHANUMERICS.charAt(ThreadLocalRandom.current().nextInt(ALPHANUMERICS.length())));
        }
        return id.toString();
    }
}
