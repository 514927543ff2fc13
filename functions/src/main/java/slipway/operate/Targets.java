package slipway.operate;

import java.util.List;
import java.util.Optional;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.target.TargetName;

/** The targets that the ledger knows. */
final class Targets {
    private final Ledger ledger;

    Targets(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A target that is declared, or that a rollout is not done with.
     *
     * @throws Refused naming the targets that may have been meant
     */
    TargetState living(TargetName name) {
        TargetState state = ledger.target(name);
        if (state.declaration().isEmpty() && state.claim().active().isEmpty()) {
            throw unknown(name);
        }
        return state;
    }

    /** A target that is or was declared; as {@link #living}. */
    TargetState known(TargetName name) {
        TargetState state = ledger.target(name);
        if (state.revision() == 0) {
            throw unknown(name);
        }
        return state;
    }

    Optional<RolloutRecord> active(TargetState state) {
        return state.claim().active().flatMap(ledger::rollout);
    }

    private Refused unknown(TargetName name) {
        List<String> near = Nearest.to(
                name.value(), ledger.targets().stream().map(TargetName::value).toList());
        String remedy = near.isEmpty() ? "No target is declared yet." : "Name one of those that are.";
        return Refusal.of(Code.UNKNOWN_TARGET, "No target is called %s. %s".formatted(name, remedy))
                .about("target", name.value())
                .among(near)
                .refused();
    }
}
