package slipway.local.edge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import slipway.local.time.ScaledClock;

/** Faults that are switched on: the calls that they meet die, fail or wait. */
public final class Faults {
    private final Identities identities;
    private final ScaledClock clock;
    private final List<Armed> rules = new CopyOnWriteArrayList<>();

    public Faults(Identities identities, ScaledClock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    /** A rule that is switched on. */
    public final class Armed {
        private final FaultRule rule;
        private final AtomicInteger matched = new AtomicInteger();
        private final AtomicInteger struck = new AtomicInteger();

        private Armed(FaultRule rule) {
            this.rule = rule;
        }

        /** How often it has hit so far. */
        public int struck() {
            return struck.get();
        }

        public void disarm() {
            rules.remove(this);
        }

        private boolean takes() {
            int match = matched.incrementAndGet();
            boolean hit = match >= rule.nth() && match - rule.nth() < rule.times();
            if (hit) {
                struck.incrementAndGet();
            }
            return hit;
        }
    }

    /** The caller is dead: there is nobody to answer. An Error, so that no double takes it for a failure of its own. */
    static final class CallerKilled extends Error {
        private static final long serialVersionUID = 1L;
        private final FaultRule.Moment moment;

        CallerKilled(FaultRule.Moment moment) {
            this.moment = moment;
        }

        LoggedCall.End end() {
            return switch (moment) {
                case BEFORE_EFFECT -> LoggedCall.End.CALLER_KILLED_BEFORE_EFFECT;
                case AFTER_EFFECT -> LoggedCall.End.CALLER_KILLED_AFTER_EFFECT;
            };
        }
    }

    public Armed arm(FaultRule rule) {
        Armed armed = new Armed(rule);
        rules.add(armed);
        return armed;
    }

    public void disarmAll() {
        rules.clear();
    }

    /** Lets the rules that match do what they do: return late, or throw {@link CallerKilled} or an {@link AwsError}. */
    void strike(FaultRule.Moment moment, Caller caller, String accessKeyId, LoggedCall.Ask ask) {
        for (Armed armed : rules) {
            if (armed.rule.matches(moment, caller, ask) && armed.takes()) {
                switch (armed.rule.effect()) {
                    case FaultRule.Kill() -> kill(accessKeyId, moment);
                    case FaultRule.Refuse(int status, String code, String message) ->
                        throw new AwsError(status, code, message);
                    case FaultRule.Deny() -> throw AwsError.accessDenied(caller, ask.action(), ask.resource());
                    case FaultRule.Delay(Duration scaled) -> await(scaled);
                }
            }
        }
    }

    private void kill(String accessKeyId, FaultRule.Moment moment) {
        ProcessHandle process = identities
                .process(accessKeyId)
                .orElseThrow(() -> new IllegalStateException(
                        "A fault should kill the caller, but no process is known for key " + accessKeyId));
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        throw new CallerKilled(moment);
    }

    private void await(Duration scaled) {
        try {
            clock.after(scaled, () -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
