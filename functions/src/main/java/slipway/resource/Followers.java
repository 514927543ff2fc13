package slipway.resource;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeName;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.TargetName;

/** The targets of a runtime. */
final class Followers {
    private final Ledger ledger;

    Followers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A target, and what its declaration says of its runtime. */
    record Follower(TargetState state, Deployment deployment) {

        /** Whether its live endpoint serves a version of the runtime. */
        boolean isLive() {
            return state.serving()
                    .live()
                    .filter(live -> live.endpoint().equals(deployment.fullName()))
                    .isPresent();
        }
    }

    List<Follower> of(RuntimeName runtime) {
        return named(ledger.targets()).stream()
                .filter(follower -> follower.deployment().runtime().equals(runtime))
                .toList();
    }

    /** Those of these that are still declared. */
    List<Follower> named(Collection<TargetName> targets) {
        return targets.stream()
                .map(ledger::target)
                .flatMap(state -> deployment(state).map(deployment -> new Follower(state, deployment)).stream())
                .toList();
    }

    static Optional<Deployment> deployment(TargetState state) {
        return DeclarationReader.accepted(state.declaration()).flatMap(Declaration::deployment);
    }
}
