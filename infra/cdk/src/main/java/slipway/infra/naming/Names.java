package slipway.infra.naming;

/**
 * The names and ARNs of one control plane.
 *
 * <p>They are fixed, not generated, so that a target's stack in another app can name what it grants to. The partition is always {@code aws}: AgentCore takes no image URI of another.
 */
public record Names(String prefix, String environment, String account, String region) {

    /** Tag that a runtime or endpoint carries to let a control plane act on it. */
    public static final String OPT_IN_TAG = "slipway:control-plane";

    /** Which targets may act on a runtime, their names with a space between; without it, all of its control plane. */
    public static final String TARGETS_TAG = "slipway:targets";

    /** What every physical name starts with, {@code slipway-local} for instance. */
    public String stem() {
        return prefix + "-" + environment;
    }

    /** {@code suffix} behind the stem. */
    public String of(String suffix) {
        return stem() + "-" + suffix;
    }

    /** Name of the queue for what a handler could not handle, or a rule not deliver, by its suffix. */
    public String deadLetters(String suffix) {
        return of(suffix + "-dead-letters");
    }

    /** Value of {@link #OPT_IN_TAG} for this control plane. */
    public String optIn() {
        return prefix + "/" + environment;
    }

    /** Full name of an SSM parameter. */
    public String parameter(String path) {
        return "/" + prefix + "/" + environment + "/" + path;
    }

    /** ARN of an SSM parameter, or of many where {@code path} has a wildcard. */
    public String parameterArn(String path) {
        return arn("ssm", "parameter" + parameter(path));
    }

    /** Name of the state machine. */
    public String stateMachine() {
        return of("rollout");
    }

    /** ARN of the state machine: by name, because its functions and it would otherwise wait for each other. */
    public String stateMachineArn() {
        return arn("states", "stateMachine:" + stateMachine());
    }

    /** ARN that matches every execution of the state machine. */
    public String executionArns() {
        return arn("states", "execution:" + stateMachine() + ":*");
    }

    /** Name of the state machine that looks at custom resources. */
    public String resourceMachine() {
        return of("resource");
    }

    /** ARN of that state machine: by name, as {@link #stateMachineArn()} is. */
    public String resourceMachineArn() {
        return arn("states", "stateMachine:" + resourceMachine());
    }

    /** ARN that custom resources are sent to: the same for ever, because CloudFormation lets nobody change it. */
    public String serviceToken() {
        return aliasArn(Handler.RESOURCE_REQUEST);
    }

    /** ARN of the alias through which {@code handler} is called: by name, where stacks or parts would otherwise wait for each other. */
    public String aliasArn(Handler handler) {
        return arn("lambda", "function:" + of(handler.suffix()) + ":" + Handler.ALIAS);
    }

    /** ARN of a rule on the default bus. */
    public String ruleArn(String rule) {
        return arn("events", "rule/" + of(rule));
    }

    /** ARN of a rule on Slipway's own bus. */
    public String ruleArn(OwnBusRule rule) {
        return arn("events", "rule/" + stem() + "/" + of(rule.suffix()));
    }

    /** ARN of a role without a path. */
    public String roleArn(String roleName) {
        return roleArn("/", roleName);
    }

    /** ARN of a role under {@code path}, which has a slash at both ends. */
    public String roleArn(String path, String roleName) {
        return "arn:aws:iam::" + account + ":role" + path + roleName;
    }

    /** ARN of a resource in this account and region. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
