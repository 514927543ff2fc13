package slipway.rollout;

/** Why a rollout ended as it did, beside the gates' own reasons. Alarms and people look for these words. */
public enum Reason {
    /** The version passed its proof and live serves it. */
    PROVEN,
    /** The declaration skips the proof; live serves the version. */
    PROOF_SKIPPED,
    /** The version passed its proof and its bake. */
    BAKED,
    /** Too few callers came during the bake to judge by; the declaration decides what that means. */
    TOO_LITTLE_TRAFFIC,
    /** A declared alarm began to ring after live had moved. */
    ALARM_RANG,
    /** A declared alarm rings, and did before live was to move. */
    ALARM_RINGING,
    /** A declared alarm does not exist. */
    ALARM_MISSING,
    /** More errors than declared, in whole minutes after the move. */
    TOO_MANY_ERRORS,
    /** More throttles than declared. */
    TOO_MANY_THROTTLES,
    /** Slower than declared. */
    TOO_SLOW,
    /** A person said no. */
    APPROVAL_REJECTED,
    /** Nobody answered in time. */
    APPROVAL_EXPIRED,
    /** A person ended the rollout, or a stack that lets go of its runtime. */
    ABORTED,
    /** A person holds the target. */
    HELD,
    /** A person wants live back on a version that it served before. */
    ROLLED_BACK_BY_PERSON,
    /** Somebody had moved live, or it was stuck: it is back on the version that was proven there. */
    LIVE_TAKEN_BACK,
    /** The version to go back to is gone. */
    VERSION_GONE,
    /** The endpoint that keeps the previous version could not be pointed at it. */
    PREVIOUS_ENDPOINT_FAILED,
    /** Live served the image, or the configuration, before. */
    ALREADY_LIVE,
    /** Live does not serve what it was left on, so a configuration cannot go to it. */
    LIVE_MOVED,
    /** The stack wants another configuration by now. */
    NEWER_CONFIGURATION,
    /** The agent answered, and not as declared. */
    SMOKE_TEST_FAILED,
    /** The agent could not be asked, and not after several pauses either. */
    SMOKE_TEST_IMPOSSIBLE,
    /** AgentCore could not make the version READY. */
    VERSION_FAILED,
    /** AgentCore refused the update. */
    UPDATE_REFUSED,
    /** The new version is not what was asked for. */
    READ_BACK_DIFFERS,
    /** The runtime takes callers with a token only, and the declaration wants a smoke test. */
    PROOF_IMPOSSIBLE,
    /** Somebody else changed the runtime. */
    FOREIGN_CHANGE,
    /** Get never returns an authorizer's private endpoints, and the declaration does not say whether there are any. */
    PRIVATE_ENDPOINTS_UNDECLARED,
    /** The candidate endpoint could not be pointed at the version. */
    CANDIDATE_ENDPOINT_FAILED,
    /** The live endpoint could not be pointed at the version. */
    LIVE_ENDPOINT_FAILED,
    /** Live could not be moved back. */
    ROLLBACK_FAILED,
    /** The agent answered behind the candidate endpoint, and not behind live. */
    LIVE_FAILED,
    /** A newer image is waiting. */
    NEWER_IMAGE,
    /** The owner removed the declaration. */
    DECLARATION_REMOVED,
    /** There is no runtime of the declared name. */
    RUNTIME_MISSING,
    /** The runtime does not carry this control plane's tag. */
    NOT_OPTED_IN,
    /** The runtime runs code from a bucket, so an image cannot be rolled out to it. */
    NOT_A_CONTAINER,
    /** A role lacks a permission. */
    ACCESS_DENIED,
    /** A quota is used up. */
    QUOTA_EXCEEDED,
    /** AWS refused a call for good. */
    CALL_REFUSED,
    /** Something that the rollout relies on is gone. */
    NOT_FOUND,
    /** The version did not become READY in time. */
    NOT_READY_IN_TIME,
    /** AWS did not answer for long. */
    UNAVAILABLE
}
