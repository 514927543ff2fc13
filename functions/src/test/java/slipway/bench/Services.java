package slipway.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import slipway.bench.Quotas.Quota;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.parameter.Parameters;
import slipway.port.CrashPoint;
import slipway.port.Ports;
import slipway.smoke.Invocation;

/**
 * Stands in front of the ports as AWS does: each call takes its time, and one that comes too soon is throttled, tried again
 * as the SDK does, and refused in the end. Counts every call.
 */
final class Services extends Ports {
    private static final ThreadLocal<Instant> DEADLINE = new ThreadLocal<>();
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(20);
    private static final double NANOS = 1e9;

    private final VirtualTime time;
    private final Quotas quotas;
    private final Actions actions;
    private final SplittableRandom random;
    private final BiConsumer<String, Object[]> happened;
    private final Map<Quota, Bucket> buckets = new HashMap<>();
    private final NavigableMap<String, Long> calls = new TreeMap<>();
    private final NavigableMap<String, Long> throttled = new TreeMap<>();
    private final Map<Object, Long> keys = new HashMap<>();
    private boolean limited;
    private int every = Integer.MAX_VALUE;
    private Runnable atEvery = () -> {};
    private int made;
    private Instant last = Instant.MIN;

    /** @param happened is told of every call that had its effect */
    Services(
            VirtualTime time,
            Quotas quotas,
            Actions actions,
            SplittableRandom random,
            BiConsumer<String, Object[]> happened) {
        this.time = time;
        this.quotas = quotas;
        this.actions = actions;
        this.random = random;
        this.happened = happened;
    }

    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        private Bucket(double tokens, Instant filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }

        private boolean take(Quota quota, Instant now) {
            double passed = Duration.between(filledAt, now).toNanos() / NANOS;
            tokens = Math.min(Math.max(1, quota.burst()), tokens + passed * quota.perSecond());
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    /** From now on the documented rates hold, and calls are counted from nought. */
    void limit() {
        limited = true;
        buckets.clear();
        calls.clear();
        throttled.clear();
        keys.clear();
    }

    /** Does this at every so manieth call. */
    void every(int many, Runnable task) {
        every = many;
        atEvery = task;
    }

    /** The calls that AWS took, by action. */
    NavigableMap<String, Long> calls() {
        return calls;
    }

    /** The calls that AWS refused, by action, whether or not they were tried again. */
    NavigableMap<String, Long> throttled() {
        return throttled;
    }

    /** How often each key of the ledger was read or written. */
    Map<Object, Long> keys() {
        return keys;
    }

    /** When the last call was made. */
    Instant last() {
        return last;
    }

    /** A process that is ended when its time is up, wherever it is. */
    void within(Duration timeout, Runnable process) {
        DEADLINE.set(time.instant().plus(timeout));
        try {
            process.run();
        } finally {
            DEADLINE.remove();
        }
    }

    /** How much time the process has left. */
    int remainingMillis() {
        return Math.toIntExact(Duration.between(time.instant(), DEADLINE.get()).toMillis());
    }

    void pause(Duration pause) {
        Instant deadline = DEADLINE.get();
        Instant until = time.instant().plus(pause);
        if (deadline != null && until.isAfter(deadline)) {
            time.pause(Duration.between(time.instant(), deadline));
            throw new CrashPoint.Death();
        }
        time.pause(pause);
    }

    @Override
    protected Object call(String name, Effect effect) {
        throw new AssertionError("called with its arguments");
    }

    @Override
    protected Object call(String name, Object[] arguments, Effect effect) throws Throwable {
        actions.key(name, arguments).ifPresent(key -> keys.merge(key, 1L, Long::sum));
        try {
            List<String> needed = actions.of(name, arguments);
            for (String action : needed) {
                make(action);
            }
        } catch (AwsFailure failure) {
            if (name.equals("Agents.invoke")) {
                return new Invocation.NotAsked(failure);
            }
            throw failure;
        }
        if (name.equals("Parameters.names")) {
            page(arguments);
        }
        Object answer = effect.happen();
        happened.accept(name, arguments);
        return answer;
    }

    /** The names of the next page come with the next call. */
    @SuppressWarnings("unchecked")
    private void page(Object[] arguments) {
        Consumer<String> each = (Consumer<String>) arguments[1];
        AtomicInteger told = new AtomicInteger();
        make("ssm:GetParametersByPath");
        arguments[1] = (Consumer<String>) name -> {
            if (told.get() > 0 && told.get() % Parameters.NAMES_A_CALL == 0) {
                make("ssm:GetParametersByPath");
            }
            told.incrementAndGet();
            each.accept(name);
        };
    }

    /** One call of AWS. */
    void make(String action) {
        Quota quota = quotas.of(action);
        Duration backOff = FIRST_BACK_OFF;
        for (int attempt = 1; !isTaken(quota); attempt++) {
            throttled.merge(action, 1L, Long::sum);
            pause(about(quota.latency()));
            if (attempt >= quota.attempts()) {
                throw new AwsFailure(Kind.THROTTLED, action, "", "", "Rate exceeded", null);
            }
            // Half of it, and up to as much again, as the SDK waits after being throttled.
            pause(backOff.dividedBy(2).plus(share(backOff.dividedBy(2))));
            backOff = backOff.multipliedBy(2).compareTo(LONGEST_BACK_OFF) < 0
                    ? backOff.multipliedBy(2)
                    : LONGEST_BACK_OFF;
        }
        calls.merge(action, 1L, Long::sum);
        if (++made % every == 0) {
            atEvery.run();
        }
        last = time.instant();
        pause(about(quota.latency()));
    }

    private boolean isTaken(Quota quota) {
        return !limited
                || quota.isOfEachKey()
                || buckets.computeIfAbsent(quota, q -> new Bucket(Math.max(1, q.burst()), time.instant()))
                        .take(quota, time.instant());
    }

    /** Half as long at least, one and a half times at most. */
    private Duration about(Duration latency) {
        return latency.dividedBy(2).plus(share(latency));
    }

    private Duration share(Duration of) {
        return Duration.ofNanos(Math.round(of.toNanos() * random.nextDouble()));
    }
}
