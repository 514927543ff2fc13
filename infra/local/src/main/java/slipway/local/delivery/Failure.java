package slipway.local.delivery;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/**
 * Why a delivery was given up.
 *
 * @param retries how often it was tried again
 * @param exhausted the limit that was reached; null for what it makes no sense to try again
 */
public record Failure(AwsError error, int retries, @Nullable Limit exhausted) {

    /** The two limits of a retry policy. */
    public enum Limit {
        MAXIMUM_RETRY_ATTEMPTS("MaximumRetryAttempts"),
        MAXIMUM_EVENT_AGE("MaximumEventAgeInSeconds");

        private final String wire;

        Limit(String wire) {
            this.wire = wire;
        }
    }

    /** What both services write on a message in a dead-letter queue. */
    public Map<String, String> labels(String code) {
        Map<String, String> labels = new TreeMap<>(
                Map.of("ERROR_CODE", code, "ERROR_MESSAGE", error.text(), "RETRY_ATTEMPTS", String.valueOf(retries)));
        if (exhausted != null) {
            labels.put("EXHAUSTED_RETRY_CONDITION", exhausted.wire);
        }
        return labels;
    }
}
