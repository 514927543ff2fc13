package slipway.target;

import java.time.Duration;

/**
 * What is done when desired, live and observed disagree and no rollout is under way.
 *
 * @param policy whether anybody looks, and what follows
 * @param heldTooLong how old a hold or a pin may get before it counts as drift, 1 to 365 days
 * @param vetoedTooLong how old a veto on the newest accepted image may get before it counts as drift, 1 to 365 days
 */
public record DriftSpec(Policy policy, Duration heldTooLong, Duration vetoedTooLong) {

    /** Where nothing is declared. */
    public static DriftSpec standard() {
        return new DriftSpec(Policy.HEAL, Duration.ofDays(7), Duration.ofDays(30));
    }

    /** What the drift check does about a target. */
    public enum Policy {
        /** What it finds is told, and put right where a push could. */
        HEAL,
        /** What it finds is told. */
        REPORT,
        /** The target is not looked at. */
        OFF
    }
}
