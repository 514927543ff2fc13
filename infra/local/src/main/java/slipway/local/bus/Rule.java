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
     * @param input a constant that is sent instead of the event
     * @param inputPath the part of the event that is sent, {@code $.detail} for example
     * @param attempts how often a delivery is tried again
     * @param age how long it is tried
     */
    public record Target(
            String id,
            String arn,
            @Nullable JsonNode input,
            @Nullable String inputPath,
            int attempts,
            Duration age,
            @Nullable String deadLetterArn) {

        /** What this target gets of the event. */
        JsonNode payload(ObjectNode event) {
            if (input != null) {
                return input;
            }
            return inputPath == null ? event : event.at(pointer(inputPath)).deepCopy();
        }

        private static String pointer(String path) {
            return path.equals("$") ? "" : path.substring(1).replace('.', '/');
        }
    }

    boolean matches(ObjectNode event) {
        return enabled && pattern.matches(event);
    }
}
