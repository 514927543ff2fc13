package slipway.ledger;

import java.util.Locale;

/** What a version on live rests on. */
public enum Proof {
    /** Its smoke test passed on that very version. */
    PASSED,
    /** The declaration skips the proof. */
    UNPROVEN,
    /** It was live before Slipway came. */
    ADOPTED,
    /** Nothing was proven: the rollout did not get that far. */
    NONE;

    /** The word in events and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
