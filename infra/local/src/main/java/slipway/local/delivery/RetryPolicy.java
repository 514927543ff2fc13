package slipway.local.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import slipway.local.json.Json;

/**
 * How long a delivery is tried.
 *
 * @param attempts how often it is tried again, 0 to 185
 * @param age for how long, a minute to a day
 */
public record RetryPolicy(int attempts, Duration age) {
    private static final int MOST_ATTEMPTS = 185;
    private static final int SHORTEST = 60;
    private static final int LONGEST = 86_400;

    /**
     * What a target declares; AWS's defaults, which are the most, where it declares nothing.
     *
     * @throws IllegalArgumentException naming the member that is out of range
     */
    public static RetryPolicy read(JsonNode declared) {
        return new RetryPolicy(
                within(declared, "MaximumRetryAttempts", 0, MOST_ATTEMPTS),
                Duration.ofSeconds(within(declared, "MaximumEventAgeInSeconds", SHORTEST, LONGEST)));
    }

    private static int within(JsonNode declared, String name, int least, int most) {
        int value = declared.path(name).asInt(most);
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d to %d, not %d".formatted(name, least, most, value));
        }
        return value;
    }

    /** As the API shows it. */
    public ObjectNode json() {
        return Json.object().put("MaximumRetryAttempts", attempts).put("MaximumEventAgeInSeconds", age.toSeconds());
    }
}
