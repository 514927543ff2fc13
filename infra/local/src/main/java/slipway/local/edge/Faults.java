package slipway.local.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import slipway.local.time.ScaledClock;

/**
 * Faults that are switched on. Those of calls strike here; the doubles ask for the others where they can go wrong, and
 * one counts when it has changed something.
 */
public final class Faults {
    private final CallFaults calls;
    private final List<Armed> rules = new CopyOnWriteArrayList<>();
    private final List<Consumer<Strike>> onlookers = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();

    public Faults(Identities identities, ScaledClock clock) {
        this.calls = new CallFaults(identities, clock);
    }

    /** A rule that is switched on. */
    public final class Armed {
        private final int number = last.incrementAndGet();
        private final FaultRule rule;
        private final Map<String, Integer> streams = new HashMap<>();
        private int matched;
        private int struck;

        private Armed(FaultRule rule) {
            this.rule = rule;
        }

        /** In the order in which rules were switched on, from 1. */
        public int number() {
            return number;
        }

        public FaultRule rule() {
            return rule;
        }

        /** How often it could have hit so far. */
        public synchronized int matched() {
            return matched;
        }

        /** How often it has hit so far. */
        public synchronized int struck() {
            return struck;
        }

        public void disarm() {
            rules.remove(this);
        }

        /** The dice of a hit, from 0 to 1; empty for a miss. Each caller's calls are a stream, so that others do not matter. */
        private synchronized Optional<Double> takes(Occasion occasion, Predicate<Fault> bites) {
            matched++;
            String stream = occasion.action() + " " + occasion.who();
            long count = streams.merge(stream, 1, Integer::sum);
            var dice = new SplittableRandom(rule.seed() ^ ((long) stream.hashCode() << Integer.SIZE) ^ count);
            boolean hit = matched >= rule.nth()
                    && struck < rule.times()
                    && dice.nextDouble() < rule.chance()
                    && bites.test(rule.fault());
            if (!hit) {
                return Optional.empty();
            }
            struck++;
            onlookers.forEach(onlooker -> onlooker.accept(new Strike(rule, occasion)));
            return Optional.of(dice.nextDouble());
        }
    }

    /** Something went wrong by a rule. */
    public record Strike(FaultRule rule, Occasion occasion) {}

    /**
     * A fault that a double has met.
     *
     * @param dice from 0 to 1, by the rule's seed
     */
    public record Met<F extends Fault>(F fault, double dice) {}

    /** Tells of every strike from now on, as it is about to change something. */
    public void onStrike(Consumer<Strike> onlooker) {
        onlookers.add(onlooker);
    }

    public Armed arm(FaultRule rule) {
        Armed armed = new Armed(rule);
        rules.add(armed);
        return armed;
    }

    /** Those that are switched on, spent ones included. */
    public List<Armed> armed() {
        return List.copyOf(rules);
    }

    public void disarmAll() {
        rules.clear();
    }

    /** How {@link Fault.Asleep} puts the function version behind an ARN to sleep. */
    public void putToSleepBy(Consumer<String> sleeper) {
        calls.putToSleepBy(sleeper);
    }

    /** The first fault of this kind that this occasion meets. */
    public <F extends Fault> Optional<Met<F>> meet(Class<F> kind, Occasion occasion) {
        return meet(kind, occasion, fault -> true);
    }

    /** The same, where it depends whether the fault would change anything. */
    public <F extends Fault> Optional<Met<F>> meet(Class<F> kind, Occasion occasion, Predicate<F> bites) {
        for (Armed armed : rules) {
            if (kind.isInstance(armed.rule.fault()) && armed.rule.matches(FaultRule.Moment.BEFORE_EFFECT, occasion)) {
                Optional<Double> dice = armed.takes(occasion, fault -> bites.test(kind.cast(fault)));
                if (dice.isPresent()) {
                    return Optional.of(new Met<>(kind.cast(armed.rule.fault()), dice.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The same IAM, for what services do of themselves or for each other: faults of calls meet that, too. */
    public Authorizer around(Authorizer iam) {
        return (caller, action, resource, context) -> {
            iam.authorize(caller, action, resource, context);
            strike(FaultRule.Moment.BEFORE_EFFECT, caller, "", new LoggedCall.Ask(action, resource, true));
        };
    }

    /**
     * Lets the rules that match do what they do: return, perhaps late, or throw {@link Unanswered} or an
     * {@link AwsError}.
     *
     * @param accessKeyId empty for a service, which has no connection and no process of its own
     */
    void strike(FaultRule.Moment moment, Caller caller, String accessKeyId, LoggedCall.Ask ask) {
        Occasion occasion = Occasion.of(caller, ask.action(), ask.resource());
        for (Armed armed : rules) {
            if (armed.rule.fault() instanceof Fault.OfCall fault
                    && armed.rule.matches(moment, occasion)
                    && armed.takes(occasion, _ -> calls.concerns(fault, accessKeyId, ask.action()))
                            .isPresent()) {
                calls.strike(fault, moment, caller, accessKeyId, ask);
            }
        }
    }
}
