package slipway.local.lambda;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How asynchronous events are treated.
 *
 * @param retries after the first attempt
 * @param maximumAge scaled time after which an event is given up
 * @param onSuccess the ARN of what is told of success: a queue, a topic, a function or a bus; null: nobody is
 * @param onFailure the ARN of what gets what was given up; null: it is lost, unless the function has a dead-letter queue
 */
record AsyncSettings(
        int retries,
        Duration maximumAge,
        @Nullable String onSuccess,
        @Nullable String onFailure) {
    static final AsyncSettings DEFAULT = new AsyncSettings(2, Duration.ofHours(6), null, null);
}
