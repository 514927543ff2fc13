package slipway.local.lambda;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How asynchronous events are treated.
 *
 * @param retries after the first attempt
 * @param maximumAge scaled time after which an event is given up
 * @param onFailure the ARN of the queue that gets what was given up; null: it is lost
 */
record AsyncSettings(
        int retries, Duration maximumAge, @Nullable String onFailure) {
    static final AsyncSettings DEFAULT = new AsyncSettings(2, Duration.ofHours(6), null);
}
