package slipway.ledger;

/** What an ending means for the target's future. */
public enum Consequence {
    NONE,
    /** What the rollout brought, an image or a configuration, is not tried again until a person lifts the veto. */
    VETO,
    /** Nothing rolls out until the foreign change is accepted. */
    HOLD,
    /** Both: what it brought is vetoed, and nothing rolls out until a person releases the target. */
    VETO_AND_HOLD
}
