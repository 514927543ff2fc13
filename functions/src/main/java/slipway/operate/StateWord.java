package slipway.operate;

import java.util.Optional;
import slipway.ledger.Phase;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.target.Declaration;

/** How a target stands, in one word: what is going on comes before what keeps it from going on. */
enum StateWord {
    /** Live serves what it should, so far as Slipway knows. */
    IDLE("idle"),
    ROLLING_OUT("rolling-out"),
    WAITING_FOR_APPROVAL("waiting-for-approval"),
    BAKING("baking"),
    HELD("held"),
    /** A rollout needs a person. */
    STUCK("stuck"),
    /** The desired image is not tried again until a person lifts its veto. */
    VETOED("vetoed"),
    PUBLISH_ONLY("publish-only"),
    UNDECLARED("undeclared");

    private final String word;

    StateWord(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static StateWord of(TargetState state, Optional<Declaration> declaration, Optional<RolloutRecord> active) {
        if (state.claim().active().isPresent()) {
            return active.map(StateWord::of).orElse(ROLLING_OUT);
        }
        if (declaration.isEmpty()) {
            return UNDECLARED;
        }
        if (declaration.get().deployment().isEmpty()) {
            return PUBLISH_ONLY;
        }
        if (state.restraint().hold().isPresent()) {
            return HELD;
        }
        boolean vetoed = state.following()
                .desired()
                .flatMap(image -> state.restraint().veto(image.digest()))
                .isPresent();
        return vetoed ? VETOED : IDLE;
    }

    private static StateWord of(RolloutRecord rollout) {
        if (rollout.isStuck()) {
            return STUCK;
        }
        return switch (Phase.of(rollout.progress())) {
            case APPROVE -> WAITING_FOR_APPROVAL;
            case BAKE -> BAKING;
            case MAKE, VERIFY, PROVE, MOVE, SETTLE, COMPENSATE -> ROLLING_OUT;
        };
    }
}
