package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.Aftercare.AfterRollback;

/** Live goes back to the version that it served before; no version is made for it. */
final class GoingBack {
    private GoingBack() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        Progress progress = observed.rollout().progress();
        Progress.Compensation why = progress.compensation().orElseThrow();
        Progress.Move move = progress.move().orElseThrow();
        Optional<Endpoint> live = observed.liveEndpoint();
        boolean back = move.from().isPresent()
                ? live.filter(e -> e.serves(move.from().get())).isPresent()
                : live.isEmpty();
        if (back && mayStillMove(progress, why, now)) {
            return new Wait(policy.shortest(), "live may not show its move yet");
        }
        if (back) {
            return new End(
                    Outcome.ROLLED_BACK, why.reason(), why.explanation(), consequence(observed, why), move.from());
        }
        EndpointName endpoint = observed.deployment().endpoint();
        Duration waited = Duration.between(why.accepted().orElse(why.at()), now);
        boolean late = waited.compareTo(policy.endpoint()) > 0;
        if (late && why.accepted().isPresent()) {
            return End.of(
                    Outcome.STUCK,
                    Reason.ROLLBACK_FAILED,
                    "The endpoint %s could not be taken back to version %s: %s. Move it by hand, then: slipway retry."
                            .formatted(
                                    endpoint,
                                    Settling.shown(move.from()),
                                    live.flatMap(Endpoint::failureReason).orElse("AgentCore gives no reason")),
                    Consequence.NONE);
        }
        if (!late && live.filter(Rollout::busy).isPresent()) {
            return new Wait(policy.pause(waited), "live is going back");
        }
        RuntimeId runtime = Rollout.runtime(progress);
        return move.from()
                .<RolloutAction>map(version -> new MoveBack(runtime, endpoint, version))
                .orElseGet(() -> new RemoveEndpoint(runtime, endpoint));
    }

    /** Whoever is called back right after the move may not have seen it: it could still come to be, behind their back. */
    private static boolean mayStillMove(Progress progress, Progress.Compensation why, Instant now) {
        boolean unseen = progress.bake().isEmpty()
                && Stream.of(
                                Reason.ABORTED,
                                Reason.ROLLED_BACK_BY_PERSON,
                                Reason.ALARM_RANG,
                                Reason.NEWER_CONFIGURATION)
                        .anyMatch(reason -> reason.name().equals(why.reason()));
        return unseen && now.isBefore(progress.move().orElseThrow().at().plus(Settling.SEEN));
    }

    private static Consequence consequence(Observed observed, Progress.Compensation why) {
        // What could not be judged says nothing against what was brought, and neither does a stack that wants something
        // else by now, nor a rollback that was aborted.
        boolean unjudged = Stream.of(Reason.SMOKE_TEST_IMPOSSIBLE, Reason.ALARM_MISSING, Reason.NEWER_CONFIGURATION)
                .anyMatch(reason -> reason.name().equals(why.reason()));
        if (unjudged || Interruption.isBlameless(observed)) {
            return Consequence.NONE;
        }
        return observed.deployment().aftercare().afterRollback() == AfterRollback.HOLD
                ? Consequence.VETO_AND_HOLD
                : Consequence.VETO;
    }
}
