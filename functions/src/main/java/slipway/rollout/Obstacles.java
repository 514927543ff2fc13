package slipway.rollout;

import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeDocument;
import slipway.image.GateFailure;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.rollout.RolloutAction.End;
import slipway.target.Declaration;
import slipway.target.Declaration.PrivateEndpoints;

/** What keeps a version from being made. */
final class Obstacles {
    private Obstacles() {}

    static RolloutAction runtimeMissing(Observed observed) {
        return End.of(
                Outcome.STUCK,
                Reason.RUNTIME_MISSING,
                "There is no runtime named %s here. Create it, then: slipway retry."
                        .formatted(observed.deployment().runtime()),
                Consequence.NONE);
    }

    static RolloutAction notOptedIn(Observed.RuntimeView runtime) {
        return End.of(
                Outcome.STUCK,
                Reason.NOT_OPTED_IN,
                "The tag %s is missing on %s. Tag it, then: slipway retry."
                        .formatted(runtime.tag(), String.join(", ", runtime.untagged())),
                Consequence.NONE);
    }

    /** What keeps the image from AgentCore. */
    static RolloutAction gate(Observed observed) {
        List<GateFailure> failures = observed.gates();
        String explanation =
                String.join(" ", failures.stream().map(GateFailure::sentence).toList());
        GateFailure.Reason reason = failures.getFirst().reason();
        Consequence consequence = switch (reason) {
            // It may come back under the same digest.
            case IMAGE_MISSING, IMAGE_NOT_ACTIVE -> Consequence.NONE;
            case WRONG_REGION, WRONG_PLATFORM, TOO_LARGE, URI_REFUSED -> Consequence.VETO;
        };
        // A configuration is not to blame for the image that live serves.
        boolean others = observed.rollout().cause() == Cause.CONFIGURATION;
        return new End(
                Outcome.REJECTED,
                reason.name(),
                explanation,
                others ? Consequence.NONE : consequence,
                Optional.empty());
    }

    static RolloutAction notAContainer(RuntimeDocument base) {
        return End.of(
                Outcome.STUCK,
                Reason.NOT_A_CONTAINER,
                "Version %s runs code, not a container. Give the runtime a first image, then: slipway retry."
                        .formatted(base.version()),
                Consequence.NONE);
    }

    /** A configuration goes to what live serves: an image that live lost by other hands is not brought along. */
    static Optional<RolloutAction> liveMoved(Observed observed, Observed.RuntimeView runtime) {
        boolean serves = runtime.base()
                .served()
                .filter(live -> Making.runs(live, observed.rollout().image()))
                .isPresent();
        if (serves || observed.rollout().cause() != Cause.CONFIGURATION) {
            return Optional.empty();
        }
        return Optional.of(End.of(
                Outcome.REJECTED,
                Reason.LIVE_MOVED,
                "The endpoint %s does not serve %s, and Slipway left it there. To put it back: slipway retry."
                        .formatted(
                                observed.deployment().endpoint(),
                                observed.rollout().image().uri()),
                Consequence.NONE));
    }

    /** What the declaration has to say first of a version that only callers with a token reach. */
    static Optional<RolloutAction> unsaid(Observed observed, RuntimeDocument wanted) {
        if (!wanted.hasJwtAuthorizer()) {
            return Optional.empty();
        }
        if (observed.deployment().proof() instanceof Declaration.Proof.BySmokeTest) {
            return Optional.of(End.of(
                    Outcome.REJECTED,
                    Reason.PROOF_IMPOSSIBLE,
                    "The runtime takes callers with a token only, which a smoke test does not have: declare smokeTest.skip with the reason.",
                    Consequence.NONE));
        }
        boolean undeclared = observed.deployment().privateEndpoints() instanceof PrivateEndpoints.Undeclared;
        boolean declaredAnew = observed.runtime()
                .flatMap(Observed.RuntimeView::change)
                .filter(change -> change.sets(RuntimeDocument.AUTHORIZER))
                .isPresent();
        return undeclared && !declaredAnew
                ? Optional.of(End.of(
                        Outcome.REJECTED,
                        Reason.PRIVATE_ENDPOINTS_UNDECLARED,
                        "The runtime has a JWT authorizer, whose private endpoints AgentCore never tells: declare runtime.authorizerPrivateEndpoints, \"none\" if there are none.",
                        Consequence.NONE))
                : Optional.empty();
    }
}
