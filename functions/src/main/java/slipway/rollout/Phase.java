package slipway.rollout;

import slipway.agentruntime.RuntimeId;
import slipway.ledger.Progress;

/** Where a rollout is, read from what it has written down. */
enum Phase {
    /** No version is known yet: the gates, the runtime's lock, the update. */
    MAKE,
    /** The version exists: READY, and read back. The runtime's lock is held. */
    VERIFY,
    /** The version is what was asked for: the candidate endpoint, and the smoke test behind it. */
    PROVE,
    /** The version is proven: live is about to move. */
    MOVE,
    /** Live has been told to move: it serves, and is probed once more. */
    SETTLE,
    /** Live goes back. */
    COMPENSATE;

    static Phase of(Progress progress) {
        if (progress.compensation().isPresent()) {
            return COMPENSATE;
        }
        if (progress.move().isPresent()) {
            return SETTLE;
        }
        if (progress.proof().isPresent()) {
            return MOVE;
        }
        return progress.candidate()
                .map(candidate -> candidate.verified() ? PROVE : VERIFY)
                .orElse(MAKE);
    }

    /** The runtime of a rollout that has found it. */
    static RuntimeId runtime(Progress progress) {
        return progress.runtime()
                .orElseThrow(() -> new IllegalStateException("the rollout has not found its runtime yet"));
    }
}
