package slipway.local.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import slipway.local.delivery.RetryPolicy;

/**
 * What a schedule calls.
 *
 * @param roleArn the role in which it is called
 */
record Target(
        String arn,
        String roleArn,
        Payload payload,
        RetryPolicy retries,
        @Nullable String deadLetterArn) {

    /** What the target gets when it is called. */
    @FunctionalInterface
    interface Payload {
        JsonNode of(Instant due, String executionId, int attempt);
    }
}
