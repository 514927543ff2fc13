package slipway.operate;

import slipway.admission.Wish;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;

/** What an order comes to: one write of the target's state, or none. */
sealed interface Change {
    /** What was done, or why there was nothing to do, in a sentence. */
    String did();

    /** It is so already. */
    record None(String did) implements Change {}

    /** Something is written down. */
    sealed interface Made extends Change {
        TargetState state();

        /** What is kept of it, part of the same write. */
        Decision decision();
    }

    /** For the rollout under way. */
    record Ordered(TargetState state, Decision decision, String did) implements Made {}

    /** For what may start a rollout. */
    record Admitted(TargetState state, Decision decision, Wish wish, String did) implements Made {}
}
