package slipway.rollout;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.Version;
import slipway.ledger.Progress;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Traffic;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.BakeSpec;
import slipway.target.BakeSpec.Bounds;
import slipway.target.BakeSpec.Otherwise;
import slipway.target.Declaration.Proof;

/**
 * Live serves the version and is watched: by the declared alarms, and by AgentCore's own metrics of the endpoint, which
 * know no versions. So only whole minutes after the move count, and sessions that began before it may be mixed in.
 */
final class Baking {
    /** Looks in between, so that bounds which are broken early end the bake early. */
    private static final int LOOKS = 12;

    private static final Duration NET = Duration.ofMinutes(5);

    private Baking() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        Optional<Endpoint> live = observed.liveEndpoint();
        Progress.Move move = observed.rollout().progress().move().orElseThrow();
        boolean moving = live.filter(Rollout::busy).isPresent();
        Optional<Version> serving = live.flatMap(Endpoint::liveVersion);
        // An endpoint that somebody failed to move goes on serving what it served.
        if (!moving && !serving.equals(Optional.of(move.to()))) {
            return Settling.movedByOthers(observed.deployment().endpoint(), serving);
        }
        Optional<AlarmName> rings = observed.alarms().entrySet().stream()
                .filter(alarm -> alarm.getValue() == AlarmState.ALARM)
                .map(Map.Entry::getKey)
                .findFirst();
        if (rings.isPresent()) {
            return Settling.goBack(
                    Reason.ALARM_RANG, "The alarm %s rings after live has moved.".formatted(rings.get()), now);
        }
        if (moving) {
            return new Wait(policy.longest(), "somebody moves live");
        }
        BakeSpec spec = observed.deployment().bake().orElseThrow();
        return spec.bounds().any() ? compare(observed, spec, now) : await(observed, spec, now);
    }

    /** Nothing to compare: alarms and time alone. */
    private static RolloutAction await(Observed observed, BakeSpec spec, Instant now) {
        Instant until = observed.rollout().progress().bake().orElseThrow().until();
        if (!now.isBefore(until)) {
            return promoted(observed, Reason.BAKED, "Live was watched for %s.".formatted(spec.time()), now);
        }
        Duration left = Duration.between(now, until);
        return new Wait(left.compareTo(NET) < 0 ? left : NET, "live bakes until " + until);
    }

    private static RolloutAction compare(Observed observed, BakeSpec spec, Instant now) {
        Progress.Bake bake = observed.rollout().progress().bake().orElseThrow();
        Traffic traffic = observed.traffic().orElse(Traffic.none());
        boolean enough = traffic.invocations() >= spec.enough().minInvocations()
                && traffic.newSessions() >= spec.enough().minNewSessions();
        long earlier = bake.before().invocations() - ownQuestions(observed);
        boolean comparable = earlier >= Math.max(1, spec.enough().minInvocations());
        Traffic before = comparable ? bake.before() : Traffic.none();
        Optional<Broken> broken = enough ? broken(spec.bounds(), traffic, before) : Optional.empty();
        if (broken.isPresent()) {
            return Settling.goBack(broken.get().reason(), broken.get().sentence() + " " + figures(traffic), now);
        }
        Instant seen = Minutes.seen(now);
        Instant end = Minutes.after(bake.since()).plus(spec.time());
        if (seen.isBefore(end)) {
            return look(spec, now, end);
        }
        if (enough) {
            String said = comparable ? "" : notCompared(spec, earlier);
            return promoted(observed, Reason.BAKED, "Within its bounds. " + figures(traffic) + said, now);
        }
        Instant last = end.plus(spec.enough().patience());
        return seen.isBefore(last) ? look(spec, now, last) : tooLittle(observed, spec, traffic, now);
    }

    /** What the candidate's smoke tests asked live, at most, to compare the two. */
    private static long ownQuestions(Observed observed) {
        return switch (observed.deployment().proof()) {
            case Proof.Skipped _ -> 0;
            case Proof.BySmokeTest smoke when smoke.spec().latencyRatio().isEmpty() -> 0;
            case Proof.BySmokeTest smoke ->
                (long) smoke.spec().samples()
                        * observed.rollout().progress().tests().candidate();
        };
    }

    private static String notCompared(BakeSpec spec, long earlier) {
        return spec.bounds().latencyRatio().isEmpty()
                ? ""
                : " Its latency was not compared with that of before the move: %d invocations of callers then, of %d."
                        .formatted(
                                Math.max(0, earlier), Math.max(1, spec.enough().minInvocations()));
    }

    private static RolloutAction tooLittle(Observed observed, BakeSpec spec, Traffic traffic, Instant now) {
        String explanation = "Too few callers to judge by: %d invocations of %d, %d new sessions of %d."
                .formatted(
                        traffic.invocations(),
                        spec.enough().minInvocations(),
                        traffic.newSessions(),
                        spec.enough().minNewSessions());
        return spec.enough().otherwise() == Otherwise.PROMOTE
                ? promoted(observed, Reason.TOO_LITTLE_TRAFFIC, explanation, now)
                : Settling.goBack(Reason.TOO_LITTLE_TRAFFIC, explanation, now);
    }

    /**
     * An alarm that was deleted meanwhile watched nothing. That is judged at the end alone: a stack that replaces its
     * alarms leaves them out for seconds.
     */
    private static RolloutAction promoted(Observed observed, Reason reason, String explanation, Instant now) {
        Set<AlarmName> missing = Moving.missing(observed);
        return missing.isEmpty()
                ? Settling.promoted(observed, reason, explanation)
                : Settling.goBack(
                        Reason.ALARM_MISSING,
                        "The declaration names alarms that do not exist here, so they cannot have watched live: %s. Make them or take them out, then: slipway retry."
                                .formatted(Moving.shown(missing)),
                        now);
    }

    private static RolloutAction look(BakeSpec spec, Instant now, Instant end) {
        Duration step = longest(Duration.ofMinutes(1), spec.time().dividedBy(LOOKS));
        Duration left = Duration.between(now, end).plus(Minutes.DELAY);
        return new Wait(left.compareTo(step) < 0 ? left : step, "live bakes until " + end);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** A bound that does not hold. */
    private record Broken(Reason reason, String sentence) {}

    private static Optional<Broken> broken(Bounds bounds, Traffic traffic, Traffic before) {
        return over(
                        bounds.errorPercent(),
                        traffic.errorPercent(),
                        Reason.TOO_MANY_ERRORS,
                        "%s %% of errors, of %s %% allowed.")
                .or(() -> over(
                        bounds.throttlePercent(),
                        traffic.throttlePercent(),
                        Reason.TOO_MANY_THROTTLES,
                        "%s %% of throttles, of %s %% allowed."))
                .or(() -> over(
                        bounds.latency().map(limit -> BigDecimal.valueOf(limit.toMillis())),
                        millis(traffic),
                        Reason.TOO_SLOW,
                        "A mean latency of %s ms, of %s ms allowed."))
                .or(() -> over(
                        bounds.latencyRatio(),
                        ratio(traffic, before),
                        Reason.TOO_SLOW,
                        "%s times the latency of before the move, of %s times allowed."));
    }

    private static Optional<Broken> over(Optional<BigDecimal> bound, double is, Reason reason, String sentence) {
        return bound.filter(limit -> is > limit.doubleValue())
                .map(limit -> new Broken(
                        reason,
                        sentence.formatted(shown(is), limit.stripTrailingZeros().toPlainString())));
    }

    private static double millis(Traffic traffic) {
        return traffic.latency().map(Duration::toMillis).orElse(0L);
    }

    /** 0 where there was too little before the move to compare with. */
    private static double ratio(Traffic traffic, Traffic before) {
        double earlier = millis(before);
        return earlier == 0 ? 0 : millis(traffic) / earlier;
    }

    private static String figures(Traffic traffic) {
        return "Seen in whole minutes after the move: %d invocations, %d new sessions, %s %% errors, %s %% throttles, %s ms on average; sessions from before may be among them."
                .formatted(
                        traffic.invocations(),
                        traffic.newSessions(),
                        shown(traffic.errorPercent()),
                        shown(traffic.throttlePercent()),
                        shown(millis(traffic)));
    }

    private static String shown(double value) {
        return BigDecimal.valueOf(Math.round(value * 100) / 100.0)
                .stripTrailingZeros()
                .toPlainString();
    }
}
