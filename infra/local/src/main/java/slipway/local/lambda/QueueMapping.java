package slipway.local.lambda;

import java.time.Duration;
import java.util.List;

/**
 * A queue as a function's event source.
 *
 * @param window scaled time to wait for a full batch
 * @param reportsItems the function says which messages of a batch it could not handle
 * @param concurrency batches at once
 */
record QueueMapping(
        String queueArn, FunctionRef function, int batch, Duration window, boolean reportsItems, int concurrency) {

    /** What the function's role must be allowed on the queue. */
    static final List<String> ACTIONS = List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
}
