package slipway.infra.naming;

import java.time.Duration;

/** Every handler of the deployable: its name in ids, resources and code is one word. */
public enum Handler {
    // In a storm of pushes Parameter Store takes three a second, and a push waits for its turn.
    IMAGE_PUSHED("ImagePushed", "image-pushed", "slipway.publish", true, Duration.ofMinutes(3)),
    TARGET_DECLARED("TargetDeclared", "target-declared", "slipway.publish", false, Duration.ofMinutes(2)),
    DESIRED_IMAGE_CHANGED(
            "DesiredImageChanged", "desired-image-changed", "slipway.rollout", true, Duration.ofMinutes(1)),
    ROLLOUT_INTERRUPTED("RolloutInterrupted", "rollout-interrupted", "slipway.rollout", false, Duration.ofMinutes(1)),
    ALARM_STATE_CHANGED("AlarmStateChanged", "alarm-state-changed", "slipway.rollout", false, Duration.ofMinutes(1)),
    STACK_UPDATED("StackUpdated", "stack-updated", "slipway.rollout", false, Duration.ofMinutes(2)),
    ROLLOUT("Rollout", "rollout", "slipway.rollout", true, Duration.ofMinutes(1)),
    // A declaration may give a smoke test 840 s; ending the last session and the answer need some more. Lambda allows
    // no longer.
    SMOKE_TEST("SmokeTest", "smoke-test", "slipway.smoke", false, Duration.ofMinutes(15)),
    // A sweep that does not fit goes on in the next invocation: the longer one may take, the sooner it is through.
    DRIFT_CHECK("DriftCheck", "drift-check", "slipway.drift", false, Duration.ofMinutes(15)),
    OPERATOR("Operator", "operator", "slipway.operate", false, Duration.ofMinutes(1)),
    STATUS("Status", "status", "slipway.operate", false, Duration.ofMinutes(1)),
    RESOURCE_REQUEST("ResourceRequest", "resource-request", "slipway.resource", false, Duration.ofMinutes(1)),
    RESOURCE_PROGRESS("ResourceProgress", "resource-progress", "slipway.resource", false, Duration.ofMinutes(1)),
    RESOURCE_FAILED("ResourceFailed", "resource-failed", "slipway.resource", false, Duration.ofMinutes(1));

    /** Alias through which every handler is called. */
    public static final String ALIAS = "live";

    private final String id;
    private final String suffix;
    private final String javaPackage;
    private final boolean snapStart;
    private final Duration timeout;

    Handler(String id, String suffix, String javaPackage, boolean snapStart, Duration timeout) {
        this.id = id;
        this.suffix = suffix;
        this.javaPackage = javaPackage;
        this.snapStart = snapStart;
        this.timeout = timeout;
    }

    /** Construct id, and the class name less {@code Handler}. */
    public String id() {
        return id;
    }

    /** What the names of its function, role and queues end with. */
    public String suffix() {
        return suffix;
    }

    /** Handler string of the Lambda function. */
    public String entry() {
        return javaPackage + "." + id + "Handler::handleRequest";
    }

    /** Whether a cold start is felt: then the function restores from a snapshot. */
    public boolean snapStart() {
        return snapStart;
    }

    /** Longest that one invocation may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Whether every target or runtime adds so much to its role that what is written there must be theirs alone. */
    public boolean grownByTargets() {
        return this == ROLLOUT || this == RESOURCE_PROGRESS;
    }

    /** Whether it reads or writes the ledger. */
    public boolean usesLedger() {
        return this != RESOURCE_REQUEST && this != RESOURCE_FAILED;
    }

    /** Name of its role, which a target's stack grants to. */
    public String roleName(Names names) {
        return names.of(suffix);
    }
}
