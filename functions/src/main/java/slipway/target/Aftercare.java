package slipway.target;

import java.util.OptionalInt;

/**
 * What is done when a rollout has ended.
 *
 * @param afterRejection what becomes of DEFAULT, which serves the rejected version
 * @param afterRollback what keeps images from rolling out after an automatic rollback
 * @param keepVersions how many versions of the runtime are kept, 5 to 900; absent to keep them all
 */
public record Aftercare(AfterRejection afterRejection, AfterRollback afterRollback, OptionalInt keepVersions) {

    /** Where nothing is declared. */
    public static Aftercare standard() {
        return new Aftercare(AfterRejection.LEAVE, AfterRollback.VETO, OptionalInt.empty());
    }

    /** What becomes of DEFAULT. */
    public enum AfterRejection {
        LEAVE,
        /** The live version's document is published again, so that DEFAULT serves what live serves; nothing where configuration comes from the latest. */
        RESTORE_DEFAULT
    }

    /** What an automatic rollback leaves behind. */
    public enum AfterRollback {
        /** The digest is vetoed; the next image goes out by itself. */
        VETO,
        /** The digest is vetoed, and nothing goes out until a person releases the target. */
        HOLD
    }
}
