package slipway.local.sqs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes what {@code AWS/SQS} measures about a queue whenever it changes. */
@FunctionalInterface
public interface QueueMetrics {
    /** {@code ApproximateNumberOfMessagesVisible}. */
    void depth(String queueName, int approximateVisible);

    /**
     * {@code ApproximateAgeOfOldestMessage}, which grows by itself.
     *
     * @param sent when the oldest message was sent that is not deleted yet, null if there is none
     */
    default void oldest(String queueName, @Nullable Instant sent) {}
}
