package slipway.local.sqs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a template says about a queue. Durations are scaled time, but for the wait.
 *
 * @param poll how long a receiver waits in real time that does not say so itself
 * @param redrive where messages go that were received too often; null: nowhere
 */
public record QueueSettings(
        String name,
        Duration visibility,
        Duration retention,
        Duration poll,
        @Nullable Redrive redrive) {

    /** @param maxReceiveCount received this often and not deleted, a message moves to the dead-letter queue */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    /** A queue as AWS makes it without further properties. */
    public static QueueSettings of(String name) {
        return new QueueSettings(name, Duration.ofSeconds(30), Duration.ofDays(4), Duration.ZERO, null);
    }
}
