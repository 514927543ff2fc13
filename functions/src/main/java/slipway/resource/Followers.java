package slipway.resource;

import java.util.List;
import java.util.Optional;
import slipway.agentruntime.RuntimeName;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;

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
        return ledger.targets().stream()
                .map(ledger::target)
                .flatMap(state -> deployment(state)
                        .filter(deployment -> deployment.runtime().equals(runtime))
                        .map(deployment -> new Follower(state, deployment))
                        .stream())
                .toList();
    }

    static Optional<Deployment> deployment(TargetState state) {
        return DeclarationReader.accepted(state.declaration()).flatMap(Declaration::deployment);
    }
}
