package slipway.local.sqs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a queue was made with. Durations are scaled time, but for the wait.
 *
 * @param poll how long a receiver waits in real time that does not say so itself
 * @param redrive where messages go that were received too often; null: nowhere
 * @param delay how long a message waits before anybody sees it
 * @param largest how many bytes a message may have, its attributes included
 */
public record QueueSettings(
        String name,
        Duration visibility,
        Duration retention,
        Duration poll,
        @Nullable Redrive redrive,
        Duration delay,
        int largest) {
    static final int MEGABYTE = 1_048_576;

    /** @param maxReceiveCount received this often and not deleted, a message moves to the dead-letter queue */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    /** A queue without delay, its messages as large as they can be. */
    public QueueSettings(
            String name, Duration visibility, Duration retention, Duration poll, @Nullable Redrive redrive) {
        this(name, visibility, retention, poll, redrive, Duration.ZERO, MEGABYTE);
    }

    /** A queue as AWS makes it without further properties. */
    public static QueueSettings of(String name) {
        return new QueueSettings(name, Duration.ofSeconds(30), Duration.ofDays(4), Duration.ZERO, null);
    }
}
