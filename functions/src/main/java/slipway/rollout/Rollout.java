package slipway.rollout;

import java.time.Instant;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointStatus;
import slipway.agentruntime.RuntimeId;
import slipway.ledger.Phase;
import slipway.ledger.Progress;

/**
 * Decides what a rollout does next: a pure function of what is true now. Any delivery, late, doubled or after a crash,
 * gets the answer that fits the present, so nothing depends on who asks how often.
 */
public final class Rollout {

    private Rollout() {}

    public static RolloutAction next(Observed observed, Policy policy, Instant now) {
        return Interruption.of(observed, now)
                .orElseGet(() -> switch (Phase.of(observed.rollout().progress())) {
                    case MAKE ->
                        Interruption.isReturn(observed) ? Returning.next(observed) : Making.next(observed, policy, now);
                    case VERIFY -> Verifying.next(observed, policy, now);
                    case PROVE -> Proving.next(observed, policy, now);
                    case APPROVE -> Approving.next(observed, now);
                    case MOVE -> Moving.next(observed, policy, now);
                    case SETTLE -> Settling.next(observed, policy, now);
                    case BAKE -> Baking.next(observed, policy, now);
                    case COMPENSATE -> GoingBack.next(observed, policy, now);
                });
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
