package slipway.rollout;

import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.PointEndpoint;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.Wait;

/** Gets one of the endpoints beside live to serve a version. */
record Pointing(Observed observed, Policy policy, EndpointName name, Version version, Reason failure) {
    private static final int POINTS = 3;

    /** What is still to be done; empty when the endpoint serves the version. */
    Optional<RolloutAction> next(Optional<Endpoint> endpoint) {
        return endpoint.filter(e -> e.serves(version)).isPresent() ? Optional.empty() : Optional.of(step(endpoint));
    }

    private RolloutAction step(Optional<Endpoint> seen) {
        if (seen.isEmpty()) {
            return point(false);
        }
        Endpoint endpoint = seen.get();
        if (Rollout.busy(endpoint)) {
            return new Wait(policy.shortest(), "the endpoint %s is moving".formatted(name));
        }
        return switch (endpoint.status()) {
            // A leftover that never came to be: make it anew.
            case CREATE_FAILED, DELETE_FAILED ->
                isLeft(progress()) ? new RemoveEndpoint(Rollout.runtime(progress()), name) : failed(endpoint);
            case UPDATE_FAILED -> isLeft(progress()) ? point(true) : failed(endpoint);
            case CREATING, UPDATING, DELETING, READY, UNKNOWN -> point(true);
        };
    }

    /** Whether an endpoint that failed is pointed once more. */
    static boolean isLeft(Progress progress) {
        return progress.tests().points() < POINTS;
    }

    private Progress progress() {
        return observed.rollout().progress();
    }

    private RolloutAction point(boolean exists) {
        return new PointEndpoint(Rollout.runtime(progress()), name, version, exists);
    }

    private RolloutAction failed(Endpoint endpoint) {
        return End.of(
                Outcome.INCONCLUSIVE,
                failure,
                "The endpoint %s ended as %s: %s. Remove it or look at its reason, then: slipway retry."
                        .formatted(
                                endpoint.name(),
                                endpoint.status(),
                                endpoint.failureReason().orElse("AgentCore gives no reason")),
                Consequence.NONE);
    }
}
