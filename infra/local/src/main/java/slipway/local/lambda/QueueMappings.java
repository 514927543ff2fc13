package slipway.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import slipway.local.edge.AwsError;
import slipway.local.sqs.Queues;

/** The pollers between queues and functions. */
public final class QueueMappings implements AutoCloseable {
    private final Lambdas lambdas;
    private final LambdaSettings settings;
    private final Queues queues;
    private final ConcurrentLinkedQueue<QueuePoller> pollers = new ConcurrentLinkedQueue<>();
    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    public QueueMappings(Lambdas lambdas, LambdaSettings settings, Queues queues) {
        this.lambdas = lambdas;
        this.settings = settings;
        this.queues = queues;
    }

    /** A mapping as it was made. */
    record Kept(String id, QueueMapping mapping, boolean enabled, Instant at) {}

    /**
     * Starts to poll, if enabled, and gives the mapping's UUID.
     *
     * @throws AwsError when messages would be visible again before the function must have handled them
     */
    String add(QueueMapping mapping, boolean enabled) {
        Duration visibility = queues.visibility(mapping.queueArn());
        Duration timeout =
                lambdas.functions().target(mapping.function()).function().timeout();
        if (visibility.compareTo(timeout) < 0) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds"
                            .formatted(visibility.toSeconds(), timeout.toSeconds()));
        }
        if (enabled) {
            QueuePoller poller = new QueuePoller(mapping, lambdas, settings, queues);
            pollers.add(poller);
            Thread.ofVirtual().name("poller").start(poller);
        }
        String id = UUID.randomUUID().toString();
        kept.add(new Kept(id, mapping, enabled, settings.clock().instant()));
        return id;
    }

    List<Kept> all() {
        return List.copyOf(kept);
    }

    @Override
    public void close() {
        pollers.forEach(QueuePoller::stop);
    }
}
