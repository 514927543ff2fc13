package slipway.infra.target;

import org.jspecify.annotations.Nullable;

/**
 * What is done when a rollout has ended.
 *
 * @param keepVersions how many versions of the runtime are kept, 5 to 900; absent to keep them all
 */
public record Aftercare(
        AfterRejection afterRejection,
        AfterRollback afterRollback,
        @Nullable Integer keepVersions) {

    /** DEFAULT stays where it is, a digest that was rolled back is vetoed, and every version is kept. */
    public static Aftercare standard() {
        return new Aftercare(AfterRejection.LEAVE, AfterRollback.VETO, null);
    }

    /** The same, and this is done about DEFAULT, which serves what was rejected. */
    public Aftercare afterRejection(AfterRejection then) {
        return new Aftercare(then, afterRollback, keepVersions);
    }

    /** The same, and this keeps images from rolling out after an automatic rollback. */
    public Aftercare afterRollback(AfterRollback then) {
        return new Aftercare(afterRejection, then, keepVersions);
    }

    /** The same, and so many versions are kept; older ones that nothing uses are deleted. */
    public Aftercare keepingVersions(int versions) {
        return new Aftercare(afterRejection, afterRollback, versions);
    }

    /** What becomes of DEFAULT. */
    public enum AfterRejection {
        LEAVE,
        /** Live's configuration is published again as a new version, which DEFAULT follows; nothing where configuration comes from the latest. */
        RESTORE_DEFAULT
    }

    /** What an automatic rollback leaves behind. */
    public enum AfterRollback {
        /** The image is not tried again; the next one goes out by itself. */
        VETO,
        /** Besides, nothing goes out until a person releases the target. */
        HOLD
    }
}
