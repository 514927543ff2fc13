package slipway.smoke;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.smoke.Invocation.Answered;
import slipway.smoke.Invocation.ContainerFailed;
import slipway.smoke.Invocation.NotAsked;
import slipway.smoke.Invocation.TooLate;
import slipway.target.SmokeSpec;
import slipway.time.Pauses;

/** One smoke test under way. What is tried again is what is no answer; an answer that is wrong counts. */
final class SmokeRun {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A container may fail while it starts; one that fails this often in a row has failed. */
    private static final int COLD_STARTS = 3;

    private static final int SERVER_ERRORS = 500;
    private static final int CONTAINER_FAILED = 424;

    private final SmokeSpec spec;
    private final Expectations expectations;
    private final Probe probe;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Instant end;
    private final List<Sample> right = new ArrayList<>();
    private Duration nextPause = FIRST_PAUSE;
    private int wrong;
    private int coldStarts;
    private boolean everAnswered;

    SmokeRun(SmokeSpec spec, Probe probe, InstantSource clock, Pauses pauses, Instant end) {
        this.spec = spec;
        this.expectations = new Expectations(spec);
        this.probe = probe;
        this.clock = clock;
        this.pauses = pauses;
        this.end = end;
    }

    SmokeVerdict verdict() {
        var last = "nothing was asked";
        while (left().isPositive()) {
            var wait = left().compareTo(spec.latency()) < 0 ? left() : spec.latency();
            switch (look(probe.ask(spec.maxBytes(), wait), wait)) {
                case Step.Ended(var verdict) -> {
                    return verdict;
                }
                case Step.NextSample() -> nextPause = FIRST_PAUSE;
                case Step.Again(var why) -> {
                    last = why;
                    pause();
                }
            }
        }
        return new SmokeVerdict.CouldNotAsk(
                "no verdict within %d s: %s".formatted(spec.deadline().toSeconds(), last));
    }

    private sealed interface Step {
        record Ended(SmokeVerdict verdict) implements Step {}

        record NextSample() implements Step {}

        record Again(String why) implements Step {}
    }

    private Step look(Invocation invocation, Duration allowed) {
        return switch (invocation) {
            case Answered answer -> {
                everAnswered = true;
                yield judge(answer);
            }
            case ContainerFailed failed -> look(failed);
            case TooLate late ->
                allowed.compareTo(spec.latency()) < 0
                        ? new Step.Again("the agent was asked too late to answer in time")
                        : count(
                                Optional.of("no complete answer within %d ms"
                                        .formatted(spec.latency().toMillis())),
                                new Sample(0, late.latency(), Escaped.text(late.soFar())));
            case NotAsked(var failure) ->
                failure.isPassing()
                        ? new Step.Again(failure.sentence())
                        : new Step.Ended(new SmokeVerdict.CouldNotAsk(failure.sentence()));
        };
    }

    private Step look(ContainerFailed failed) {
        var mayStart = failed.status() >= SERVER_ERRORS || failed.status() == CONTAINER_FAILED;
        if (mayStart && !everAnswered && ++coldStarts < COLD_STARTS) {
            return new Step.Again("the agent's container fails while it starts");
        }
        return judge(new Answered(failed.status(), "", failed.message(), false, failed.latency()));
    }

    private Step judge(Answered answer) {
        var sample = new Sample(answer.status(), answer.latency(), Escaped.text(answer.text()));
        return count(expectations.wrong(answer), sample);
    }

    private Step count(Optional<String> whyWrong, Sample sample) {
        if (whyWrong.isEmpty()) {
            right.add(sample);
            return right.size() < spec.mustPass()
                    ? new Step.NextSample()
                    : new Step.Ended(SmokeVerdict.Passed.with(right));
        }
        return ++wrong <= spec.samples() - spec.mustPass()
                ? new Step.NextSample()
                : new Step.Ended(new SmokeVerdict.AgentFailed(whyWrong.get(), sample));
    }

    private void pause() {
        if (left().compareTo(nextPause) > 0) {
            pauses.pause(nextPause);
        } else if (left().isPositive()) {
            pauses.pause(left());
        }
        var doubled = nextPause.multipliedBy(2);
        nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private Duration left() {
        return Duration.between(clock.instant(), end);
    }
}
