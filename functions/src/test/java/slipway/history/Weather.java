package slipway.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.LedgerConflict;
import slipway.port.CrashPoint;
import slipway.port.Interleaving;
import slipway.port.Ports;
import slipway.smoke.Invocation;

/** Stands between the functions and everything that they call: lets calls fail, and lets others go in between. */
final class Weather extends Ports {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Fault[] FAULTS = Fault.values();
    private static final Fault[] PASSING = {Fault.THROTTLED, Fault.UNAVAILABLE, Fault.TIMED_OUT};

    private final Watch watch;
    private final Supplier<Instant> clock;
    private final Consumer<Happened> told;
    private final Map<String, Answer> answers = new HashMap<>();
    private SplittableRandom random = new SplittableRandom(0);
    private Sky sky = Sky.CALM;
    private Fault fault = Fault.THROTTLED;
    private int callsLeft;
    private Optional<Interleaving> others = Optional.empty();

    /** A fault, and the call that it befell. */
    record Happened(Fault fault, String call) {}

    private record Answer(Object value, Instant at) {}

    private enum Sky {
        CALM,
        ONE_FAULT,
        STORM
    }

    Weather(Watch watch, Supplier<Instant> clock, Consumer<Happened> told) {
        this.watch = watch;
        this.clock = clock;
        this.told = told;
    }

    void calm() {
        sky = Sky.CALM;
    }

    /** Mostly calm, sometimes one call that fails, sometimes many. */
    void change(SplittableRandom by) {
        random = by;
        int roll = by.nextInt(100);
        sky = roll < 62 ? Sky.CALM : roll < 90 ? Sky.ONE_FAULT : Sky.STORM;
        fault = FAULTS[by.nextInt(FAULTS.length)];
        callsLeft = by.nextInt(fault.isRare() ? 4 : 30);
    }

    /** Until this is closed calls wait for their turn. */
    void together(Interleaving interleaving, List<Runnable> all) {
        others = Optional.of(interleaving);
        try {
            interleaving.run(all);
        } finally {
            others = Optional.empty();
        }
    }

    @Override
    protected Object call(String name, Effect effect) throws Throwable {
        throw new AssertionError("called with its arguments");
    }

    @Override
    protected Object call(String name, Object[] arguments, Effect effect) throws Throwable {
        others.ifPresent(Interleaving::pause);
        Optional<Fault> due = due(name);
        if (due.isEmpty()) {
            return happen(name, arguments, effect);
        }
        if (due.get() != Fault.STALE) {
            told.accept(new Happened(due.get(), name));
        }
        return switch (due.get()) {
            case THROTTLED -> fail(name, Kind.THROTTLED);
            case UNAVAILABLE -> fail(name, Kind.UNAVAILABLE);
            case DENIED -> fail(name, Kind.DENIED);
            case QUOTA -> fail(name, Kind.QUOTA);
            case DIED_BEFORE -> throw new CrashPoint.Death();
            case TIMED_OUT -> {
                happen(name, arguments, effect);
                yield fail(name, Kind.UNAVAILABLE);
            }
            case DIED_AFTER -> {
                happen(name, arguments, effect);
                throw new CrashPoint.Death();
            }
            case WRITTEN_TWICE -> {
                happen(name, arguments, effect);
                throw new LedgerConflict(name);
            }
            case STALE -> stale(name, arguments, effect);
        };
    }

    private Optional<Fault> due(String name) {
        return switch (sky) {
            case CALM -> Optional.empty();
            case ONE_FAULT -> {
                boolean now = fault.befalls(name) && callsLeft-- == 0;
                yield now ? Optional.of(fault) : Optional.empty();
            }
            case STORM ->
                random.nextInt(6) == 0 ? Optional.of(PASSING[random.nextInt(PASSING.length)]) : Optional.empty();
        };
    }

    private Object happen(String name, Object[] arguments, Effect effect) throws Throwable {
        watch.before(name, arguments);
        Object answer = effect.happen();
        watch.after(name, arguments, answer);
        if (Fault.STALE.befalls(name)) {
            answers.put(name + Arrays.toString(arguments), new Answer(answer, clock.get()));
        }
        return answer;
    }

    private Object stale(String name, Object[] arguments, Effect effect) throws Throwable {
        Optional<Answer> known = Optional.ofNullable(answers.get(name + Arrays.toString(arguments)))
                .filter(answer -> answer.at().plus(FRESH).isAfter(clock.get()));
        Object now = happen(name, arguments, effect);
        if (known.isEmpty() || known.get().value().equals(now)) {
            return now;
        }
        told.accept(new Happened(Fault.STALE, name));
        return known.get().value();
    }

    private static Object fail(String name, Kind kind) {
        AwsFailure failure = new AwsFailure(kind, name, "", "", name + " failed: " + kind, null);
        if (name.equals("Agents.invoke")) {
            return new Invocation.NotAsked(failure);
        }
        throw failure;
    }
}
