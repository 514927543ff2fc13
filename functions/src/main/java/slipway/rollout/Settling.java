package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.EndpointStatus;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.VerdictRecord;
import slipway.monitor.Traffic;
import slipway.rollout.RolloutAction.BeginBake;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.BakeSpec;
import slipway.target.Declaration;

/** Live has been told to move: it serves the version, and answers there as it did behind the candidate endpoint. */
final class Settling {
    private static final int PROBES = 3;

    /** How long an accepted move may be missing from what AgentCore shows. */
    static final Duration SEEN = Duration.ofSeconds(60);

    private Settling() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        Progress.Move move = observed.rollout().progress().move().orElseThrow();
        if (observed.liveEndpoint().isEmpty()) {
            return again(observed, move);
        }
        Endpoint live = observed.liveEndpoint().get();
        if (live.serves(move.to())) {
            return probe(observed, now);
        }
        Duration waited = Duration.between(move.at(), now);
        if (Rollout.busy(live) && waited.compareTo(policy.endpoint()) < 0) {
            return new Wait(policy.pause(waited), "live is moving");
        }
        boolean asked = live.targetVersion().equals(Optional.of(move.to()));
        if (!asked && live.status() == EndpointStatus.READY) {
            if (move.accepted() && waited.compareTo(SEEN) < 0) {
                return new Wait(policy.shortest(), "live does not show its move yet");
            }
            return move.accepted() || move.from().isEmpty()
                    ? movedByOthers(live.name(), live.liveVersion())
                    : again(observed, move);
        }
        if (Interruption.isReturn(observed)) {
            return leftAgain(observed, live, move, now);
        }
        return goBack(
                Reason.LIVE_ENDPOINT_FAILED,
                "The endpoint %s is %s, serving %s, not %s: %s"
                        .formatted(
                                live.name(),
                                live.status(),
                                shown(live.liveVersion()),
                                move.to(),
                                live.failureReason().orElse("AgentCore gives no reason")),
                now);
    }

    /** Written down, then died before the call. */
    private static RolloutAction again(Observed observed, Progress.Move move) {
        return new MoveLive(
                Rollout.runtime(observed.rollout().progress()),
                observed.deployment().endpoint(),
                move,
                observed.deployment().bake().map(BakeSpec::alarms).orElse(List.of()));
    }

    /** What a person wants live to leave is not what it goes back to. */
    private static RolloutAction leftAgain(Observed observed, Endpoint live, Progress.Move move, Instant now) {
        boolean unmoved = move.from().isPresent() && live.liveVersion().equals(move.from()) && !Rollout.busy(live);
        if (unmoved && Pointing.isLeft(observed.rollout().progress())) {
            return again(observed, new Progress.Move(move.from(), move.to(), now, false));
        }
        return End.of(
                Outcome.STUCK,
                Reason.ROLLBACK_FAILED,
                "The endpoint %s is %s, serving %s, and could not be taken back to version %s: %s. Move it by hand, then: slipway retry."
                        .formatted(
                                live.name(),
                                live.status(),
                                shown(live.liveVersion()),
                                move.to(),
                                live.failureReason().orElse("AgentCore gives no reason")),
                Consequence.NONE);
    }

    /** Whoever moved live knows why; it stays where they put it. */
    static RolloutAction movedByOthers(EndpointName live, Optional<Version> serving) {
        return new End(
                Outcome.ROLLED_BACK,
                Reason.FOREIGN_CHANGE.name(),
                "Somebody moved the endpoint %s to version %s during the rollout. To roll out from what is there: slipway adopt, or declare runtime.configurationFrom: latest."
                        .formatted(live, shown(serving)),
                Consequence.HOLD,
                serving);
    }

    private static RolloutAction probe(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (observed.deployment().proof() instanceof Declaration.Proof.Skipped) {
            return served(observed, Reason.PROOF_SKIPPED, "The declaration skips the proof.", now);
        }
        int attempt = progress.tests().live();
        if (observed.verdict().isEmpty()) {
            return new RunSmokeTest(observed.deployment().endpoint(), attempt);
        }
        VerdictRecord verdict = observed.verdict().get();
        if (verdict.finding() == VerdictRecord.Finding.PASSED || Interruption.isReturn(observed)) {
            return served(observed, Reason.PROVEN, verdict.reason(), now);
        }
        return switch (verdict.finding()) {
            case PASSED, AGENT_FAILED -> goBack(Reason.LIVE_FAILED, verdict.reason(), now);
            case COULD_NOT_ASK ->
                attempt < PROBES
                        ? new TestAgain(
                                progress.tests().nextLive(), Duration.ofSeconds(10L * attempt), verdict.reason())
                        : goBack(Reason.SMOKE_TEST_IMPOSSIBLE, verdict.reason(), now);
        };
    }

    private static RolloutAction served(Observed observed, Reason reason, String explanation, Instant now) {
        if (Interruption.isReturn(observed)) {
            return returned(observed, explanation);
        }
        return observed.deployment()
                .bake()
                .<RolloutAction>map(spec -> new BeginBake(new Progress.Bake(
                        now, now.plus(spec.time()), observed.traffic().orElse(Traffic.none()))))
                .orElseGet(() -> promoted(observed, reason, explanation));
    }

    static RolloutAction promoted(Observed observed, Reason reason, String explanation) {
        Version to = observed.rollout().progress().move().orElseThrow().to();
        return new End(Outcome.PROMOTED, reason.name(), explanation, Consequence.NONE, Optional.of(to));
    }

    /** A person wanted this version, whatever the smoke test says of it now. */
    private static RolloutAction returned(Observed observed, String explanation) {
        Version to = observed.rollout().progress().move().orElseThrow().to();
        return Returning.back(
                observed, to, "Live is back on version %s. The smoke test there: %s".formatted(to, explanation));
    }

    static RolloutAction goBack(Reason reason, String explanation, Instant now) {
        return new BeginCompensation(new Progress.Compensation(reason.name(), explanation, now));
    }

    static String shown(Optional<Version> version) {
        return version.map(Version::toString).orElse("none");
    }
}
