package slipway.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import slipway.local.edge.AwsError;
import slipway.local.sqs.Queues;

/** The pollers between queues and functions. */
public final class QueueMappings implements AutoCloseable {
    private final Lambdas lambdas;
    private final LambdaSettings settings;
    private final Queues queues;
    private final Map<String, QueuePoller> pollers = new ConcurrentHashMap<>();
    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    public QueueMappings(Lambdas lambdas, LambdaSettings settings, Queues queues) {
        this.lambdas = lambdas;
        this.settings = settings;
        this.queues = queues;
    }

    /** A mapping as it was made. */
    record Kept(String id, QueueMapping mapping, boolean enabled, Instant at) {}

    /**
     * Starts to poll, if enabled.
     *
     * @param id a UUID
     * @throws AwsError when messages would be visible again before the function must have handled them
     */
    void add(String id, QueueMapping mapping, boolean enabled) {
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
            pollers.put(id, poller);
            Thread.ofVirtual().name("poller").start(poller);
        }
        kept.add(new Kept(id, mapping, enabled, settings.clock().instant()));
    }

    /** Polls no more. */
    void remove(String id) {
        kept.removeIf(one -> one.id().equals(id));
        QueuePoller poller = pollers.remove(id);
        if (poller != null) {
            poller.stop();
        }
    }

    List<Kept> all() {
        return List.copyOf(kept);
    }

    @Override
    public void close() {
        pollers.values().forEach(QueuePoller::stop);
    }
}
