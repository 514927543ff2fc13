package slipway.local.sqs;

/** Takes the depth of a queue whenever it changes: {@code AWS/SQS ApproximateNumberOfMessagesVisible}. */
@FunctionalInterface
public interface QueueMetrics {
    void depth(String queueName, int approximateVisible);
}
