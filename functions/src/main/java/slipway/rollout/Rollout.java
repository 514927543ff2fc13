package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointStatus;
import slipway.agentruntime.RuntimeId;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.Wait;

/**
 * Decides what a rollout does next: a pure function of what is true now. Any delivery, late, doubled or after a crash,
 * gets the answer that fits the present, so nothing depends on who asks how often.
 */
public final class Rollout {

    private Rollout() {}

    public static RolloutAction next(Observed observed, Policy policy, Instant now) {
        return interruption(observed, now)
                .orElseGet(() -> switch (Phase.of(observed.rollout().progress())) {
                    case MAKE -> Making.next(observed, policy, now);
                    case VERIFY -> Making.verify(observed, policy, now);
                    case PROVE -> Proving.next(observed, policy, now);
                    case APPROVE, MOVE -> Moving.next(observed, now);
                    case SETTLE, BAKE -> Moving.settle(observed, policy, now);
                    case COMPENSATE -> Moving.compensate(observed, policy, now);
                });
    }

    /** What ends a rollout early, as long as live has not begun to move. */
    private static Optional<RolloutAction> interruption(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (progress.move().isPresent()) {
            return Optional.empty();
        }
        boolean updating = progress.update().isPresent() && progress.candidate().isEmpty();
        if (observed.target().declaration().isEmpty() && !updating) {
            return Optional.of(removed(observed));
        }
        return newerWaits(observed) && mayGiveWay(observed, now)
                ? Optional.of(End.of(
                        Outcome.SUPERSEDED,
                        Reason.NEWER_IMAGE,
                        "A newer image is waiting and goes out instead.",
                        Consequence.NONE))
                : Optional.empty();
    }

    private static boolean newerWaits(Observed observed) {
        return observed.target()
                .claim()
                .waiting()
                .filter(w ->
                        !w.image().digest().equals(observed.rollout().image().digest()))
                .isPresent();
    }

    /** Before its update, while it waits for a test, or after it was stuck; never while an update may be under way. */
    private static boolean mayGiveWay(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (progress.candidate().isEmpty()) {
            return progress.update().isEmpty();
        }
        return progress.tests().again().filter(now::isBefore).isPresent()
                || observed.rollout().run().segment() > 1;
    }

    private static RolloutAction removed(Observed observed) {
        Optional<Endpoint> candidate = observed.candidateEndpoint();
        if (candidate.isPresent()) {
            Endpoint endpoint = candidate.get();
            return switch (endpoint.status()) {
                case DELETING, CREATING, UPDATING -> new Wait(Duration.ofSeconds(5), "the candidate endpoint is busy");
                default -> new RemoveEndpoint(runtime(observed.rollout().progress()), endpoint.name());
            };
        }
        return End.of(
                Outcome.SUPERSEDED,
                Reason.DECLARATION_REMOVED,
                "The owner removed the target's declaration before live moved.",
                Consequence.NONE);
    }

    /** The runtime of a rollout that has found it. */
    static RuntimeId runtime(Progress progress) {
        return progress.runtime()
                .orElseThrow(() -> new IllegalStateException("the rollout has not found its runtime yet"));
    }

    /** On its way: also where it says READY, but another version answers than the one it moves to. */
    static boolean busy(Endpoint endpoint) {
        return endpoint.status() == EndpointStatus.CREATING
                || endpoint.status() == EndpointStatus.UPDATING
                || endpoint.status() == EndpointStatus.DELETING
                || (endpoint.status() == EndpointStatus.READY
                        && !endpoint.liveVersion().equals(endpoint.targetVersion()));
    }
}
