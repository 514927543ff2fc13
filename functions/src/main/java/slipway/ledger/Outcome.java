package slipway.ledger;

/** How a rollout ended. */
public enum Outcome {
    /** Live serves the image, proven. */
    PROMOTED("Promoted"),
    /** Live served it already. */
    UNCHANGED("Unchanged"),
    /** It failed a gate or its proof; live never moved. */
    REJECTED("Rejected"),
    /** Nobody could find out; live never moved. */
    INCONCLUSIVE("Inconclusive"),
    /** Live moved and went back. */
    ROLLED_BACK("RolledBack"),
    /** A newer image or a removed declaration made it pointless; live never moved. */
    SUPERSEDED("Superseded"),
    /** A person is needed. The rollout keeps its claim and goes on from there when it is asked again. */
    STUCK("Stuck");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The word in events, metrics and documents. */
    public String word() {
        return word;
    }
}
