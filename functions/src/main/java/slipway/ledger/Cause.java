package slipway.ledger;

/** Why a rollout was asked for. Part of its execution's name, which is never used twice. */
public enum Cause {
    /** The tag policy found a newer image. */
    PUSH,
    /** Somebody wrote another image to {@code desired-image}. */
    PIN,
    /** Somebody wrote the newest image to {@code desired-image} again. */
    RETRY,
    /** It waited for another rollout to end. */
    CONTINUATION;

    public String inName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
