package slipway.infra.naming;

import java.util.Arrays;
import java.util.List;

/** The rules on the default bus, each with the handler that its events end at. */
public enum DefaultBusRule {
    IMAGE_PUSHED("ImagePushed", "image-pushed", Handler.IMAGE_PUSHED),
    IMAGE_REPLICATED("ImageReplicated", "image-replicated", Handler.IMAGE_PUSHED),
    TARGET_DECLARED("TargetDeclared", "target-declared", Handler.TARGET_DECLARED),
    DESIRED_IMAGE_CHANGED("DesiredImageChanged", "desired-image-changed", Handler.DESIRED_IMAGE_CHANGED),
    ROLLOUT_INTERRUPTED("RolloutInterrupted", "rollout-interrupted", Handler.ROLLOUT_INTERRUPTED),
    ALARM_STATE_CHANGED("AlarmStateChanged", "alarm-state-changed", Handler.ALARM_STATE_CHANGED),
    STACK_UPDATED("StackUpdated", "stack-updated", Handler.STACK_UPDATED);

    private final String id;
    private final String suffix;
    private final Handler handler;

    DefaultBusRule(String id, String suffix, Handler handler) {
        this.id = id;
        this.suffix = suffix;
        this.handler = handler;
    }

    /** Construct id, and the name of its event. */
    public String id() {
        return id;
    }

    /** What its name ends with. */
    public String suffix() {
        return suffix;
    }

    /** Who handles its events. */
    public Handler handler() {
        return handler;
    }

    /** Rules whose events end at {@code handler}. */
    public static List<DefaultBusRule> of(Handler handler) {
        return Arrays.stream(values()).filter(rule -> rule.handler == handler).toList();
    }

    /** Every handler that a rule brings events to. */
    public static List<Handler> handlers() {
        return Arrays.stream(values()).map(DefaultBusRule::handler).distinct().toList();
    }
}
