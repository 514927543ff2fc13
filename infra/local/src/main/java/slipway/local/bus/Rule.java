package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.delivery.RetryPolicy;

/** A rule on a bus. */
public record Rule(String arn, String name, String bus, Trigger trigger, boolean enabled, List<Target> targets) {

    /**
     * When a rule acts: one of pattern and schedule is there, or both.
     *
     * @param schedule the expression, for example {@code rate(5 minutes)}
     */
    public record Trigger(
            @Nullable EventPattern pattern, @Nullable String schedule, String description) {}

    /**
     * One of a rule's targets.
     *
     * @param input what it gets of the event
     * @param declared the target as it was declared
     * @param roleArn the role in which it is called; null where its own policy lets the rule in
     */
    public record Target(
            String id,
            String arn,
            TargetInput input,
            JsonNode declared,
            RetryPolicy retries,
            @Nullable String deadLetterArn,
            @Nullable String roleArn) {}

    boolean matches(ObjectNode event) {
        EventPattern pattern = trigger.pattern();
        return enabled && pattern != null && pattern.matches(event);
    }

    Rule with(boolean isEnabled) {
        return new Rule(arn, name, bus, trigger, isEnabled, targets);
    }

    Rule with(List<Target> others) {
        return new Rule(arn, name, bus, trigger, enabled, List.copyOf(others));
    }
}
