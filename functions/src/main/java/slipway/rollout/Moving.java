package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.EndpointStatus;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.VerdictRecord;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.Wait;

/** Live moves to the proven version, is probed there, and goes back if it fails. */
final class Moving {
    private static final int PROBES = 3;

    /** How long an accepted move may be missing from what AgentCore shows. */
    private static final Duration SEEN = Duration.ofSeconds(60);

    private Moving() {}

    static RolloutAction next(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        Optional<Version> before = progress.base().orElseThrow().live();
        Optional<Version> serving = observed.liveEndpoint().flatMap(Endpoint::liveVersion);
        if (!serving.equals(before)
                || (before.isEmpty() && observed.liveEndpoint().isPresent())) {
            return End.of(
                    Outcome.REJECTED,
                    Reason.FOREIGN_CHANGE,
                    "Somebody moved the endpoint %s from version %s to %s while the candidate was tested. To roll out from what is there, declare runtime.configurationFrom: latest."
                            .formatted(observed.deployment().endpoint(), shown(before), shown(serving)),
                    Consequence.HOLD);
        }
        Version to = progress.candidate().orElseThrow().version();
        return new MoveLive(runtime(observed), endpoint(observed), new Progress.Move(before, to, now, false));
    }

    static RolloutAction settle(Observed observed, Policy policy, Instant now) {
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
            return move.accepted() || move.from().isEmpty() ? movedByOthers(live) : again(observed, move);
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
        return new MoveLive(runtime(observed), endpoint(observed), move);
    }

    /** Whoever moved live knows why; it stays where they put it. */
    private static RolloutAction movedByOthers(Endpoint live) {
        return new End(
                Outcome.ROLLED_BACK,
                Reason.FOREIGN_CHANGE.name(),
                "Somebody moved the endpoint %s to version %s during the rollout. To roll out from what is there, declare runtime.configurationFrom: latest."
                        .formatted(live.name(), shown(live.liveVersion())),
                Consequence.HOLD,
                live.liveVersion());
    }

    private static RolloutAction probe(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (progress.proof().orElseThrow() == Proof.UNPROVEN) {
            return promoted(observed, Reason.PROOF_SKIPPED, "The declaration skips the proof.");
        }
        int attempt = progress.tests().live();
        if (observed.verdict().isEmpty()) {
            return new RunSmokeTest(endpoint(observed), attempt);
        }
        VerdictRecord verdict = observed.verdict().get();
        return switch (verdict.finding()) {
            case PASSED -> promoted(observed, Reason.PROVEN, verdict.reason());
            case AGENT_FAILED -> goBack(Reason.LIVE_FAILED, verdict.reason(), now);
            case COULD_NOT_ASK ->
                attempt < PROBES
                        ? new RolloutAction.TestAgain(
                                progress.tests().nextLive(), Duration.ofSeconds(10L * attempt), verdict.reason())
                        : goBack(Reason.SMOKE_TEST_IMPOSSIBLE, verdict.reason(), now);
        };
    }

    private static RolloutAction promoted(Observed observed, Reason reason, String explanation) {
        Version to = observed.rollout().progress().move().orElseThrow().to();
        return new End(Outcome.PROMOTED, reason.name(), explanation, Consequence.NONE, Optional.of(to));
    }

    private static RolloutAction goBack(Reason reason, String explanation, Instant now) {
        return new BeginCompensation(new Progress.Compensation(reason.name(), explanation, now));
    }

    static RolloutAction compensate(Observed observed, Policy policy, Instant now) {
        Progress progress = observed.rollout().progress();
        Progress.Compensation why = progress.compensation().orElseThrow();
        Progress.Move move = progress.move().orElseThrow();
        Optional<Endpoint> live = observed.liveEndpoint();
        boolean back = move.from().isPresent()
                ? live.filter(e -> e.serves(move.from().get())).isPresent()
                : live.isEmpty();
        if (back) {
            return new End(Outcome.ROLLED_BACK, why.reason(), why.explanation(), consequence(why), move.from());
        }
        Duration waited = Duration.between(why.at(), now);
        if (waited.compareTo(policy.endpoint()) > 0) {
            return End.of(
                    Outcome.STUCK,
                    Reason.ROLLBACK_FAILED,
                    "The endpoint %s could not be taken back to version %s: %s. Move it by hand, then write desired-image again."
                            .formatted(
                                    endpoint(observed),
                                    shown(move.from()),
                                    live.flatMap(Endpoint::failureReason).orElse("AgentCore gives no reason")),
                    Consequence.NONE);
        }
        if (live.filter(Rollout::busy).isPresent()) {
            return new Wait(policy.pause(waited), "live is going back");
        }
        return move.from()
                .<RolloutAction>map(version -> new MoveBack(runtime(observed), endpoint(observed), version))
                .orElseGet(() -> new RemoveEndpoint(runtime(observed), endpoint(observed)));
    }

    /** A test that could not be made says nothing against the image. */
    private static Consequence consequence(Progress.Compensation why) {
        return why.reason().equals(Reason.SMOKE_TEST_IMPOSSIBLE.name()) ? Consequence.NONE : Consequence.VETO;
    }

    private static RuntimeId runtime(Observed observed) {
        return Rollout.runtime(observed.rollout().progress());
    }

    private static EndpointName endpoint(Observed observed) {
        return observed.deployment().endpoint();
    }

    private static String shown(Optional<Version> version) {
        return version.map(Version::toString).orElse("none");
    }
}
