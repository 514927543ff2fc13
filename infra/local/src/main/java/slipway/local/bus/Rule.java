package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule on a bus. */
public record Rule(String arn, String name, String bus, EventPattern pattern, boolean enabled, List<Target> targets) {

    /**
     * One of a rule's targets.
     *
     * @param input what it gets of the event
     * @param declared the target as it was declared
     * @param attempts how often a delivery is tried again
     * @param age how long it is tried
     */
    public record Target(
            String id,
            String arn,
            TargetInput input,
            JsonNode declared,
            int attempts,
            Duration age,
            @Nullable String deadLetterArn) {}

    boolean matches(ObjectNode event) {
        return enabled && pattern.matches(event);
    }
}
