package slipway.ledger;

/** Why a rollout was asked for. Part of its execution's name, which is never used twice. */
public enum Cause {
    /** The tag policy found a newer image. */
    PUSH,
    /** Somebody wrote another image to {@code desired-image}. */
    PIN,
    /** Somebody wrote the newest image to {@code desired-image} again. */
    RETRY,
    /** A person wants live back on a version that it served before. */
    ROLLBACK,
    /** A person released a hold, or adopted what somebody else had changed. */
    RELEASE,
    /** A stack changed what it declares of the runtime, or the runtime itself. */
    CONFIGURATION,
    /** The drift check found that live is not as it should be. */
    HEAL,
    /** It waited for another rollout to end. */
    CONTINUATION;

    /** Whether nobody asked: a newer image, or one that live should serve and does not. */
    boolean isNobodys() {
        return switch (this) {
            case PUSH, HEAL, CONTINUATION -> true;
            case PIN, RETRY, ROLLBACK, RELEASE, CONFIGURATION -> false;
        };
    }

    public String inName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
