package slipway.ledger;

/** Where a rollout is, read from what it has written down. */
public enum Phase {
    /** No version is known yet: the gates, the runtime's lock, the update. */
    MAKE("making"),
    /** The version exists: READY, and read back. The runtime's lock is held. */
    VERIFY("verifying"),
    /** The version is what was asked for: the candidate endpoint, and the smoke test behind it. */
    PROVE("proving"),
    /** The version is proven: a person was asked, and has not answered yet. */
    APPROVE("waiting-for-approval"),
    /** Live is about to move. */
    MOVE("moving"),
    /** Live has been told to move: it serves, and is probed once more. */
    SETTLE("settling"),
    /** Live serves the version, and is watched. */
    BAKE("baking"),
    /** Live goes back. */
    COMPENSATE("going-back");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** The word for people. */
    public String word() {
        return word;
    }

    public static Phase of(Progress progress) {
        if (progress.compensation().isPresent()) {
            return COMPENSATE;
        }
        if (progress.move().isPresent()) {
            return progress.bake().isPresent() ? BAKE : SETTLE;
        }
        if (progress.proof().isPresent()) {
            boolean asked =
                    progress.approval().filter(a -> a.answer().isEmpty()).isPresent();
            return asked ? APPROVE : MOVE;
        }
        return progress.candidate()
                .map(candidate -> candidate.verified() ? PROVE : VERIFY)
                .orElse(MAKE);
    }
}
