package slipway.infra.target;

import java.time.Duration;

/**
 * What is done when desired, live and observed disagree and no rollout is under way.
 *
 * @param heldTooLong how old a hold or a pin may get before it counts as drift, 1 to 365 days, whole days
 * @param vetoedTooLong how old a veto on the newest accepted image may get before it counts as drift, 1 to 365 days, whole days
 */
public record Drift(Policy policy, Duration heldTooLong, Duration vetoedTooLong) {

    /** What is found is told, and put right where a push could. */
    public static Drift healed() {
        return of(Policy.HEAL);
    }

    /** What is found is told, and a person puts it right. */
    public static Drift reported() {
        return of(Policy.REPORT);
    }

    /** Nobody looks: a push that is lost stays lost. */
    public static Drift ignored() {
        return of(Policy.OFF);
    }

    private static Drift of(Policy policy) {
        return new Drift(policy, Duration.ofDays(7), Duration.ofDays(30));
    }

    /** The same, and a hold, a pin or a veto may get so old. */
    public Drift bearing(Duration heldTooLong, Duration vetoedTooLong) {
        return new Drift(policy, heldTooLong, vetoedTooLong);
    }

    /** What the drift check does about a target. */
    public enum Policy {
        HEAL,
        REPORT,
        OFF
    }
}
