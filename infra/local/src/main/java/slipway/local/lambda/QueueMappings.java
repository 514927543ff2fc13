package slipway.local.lambda;

import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import slipway.local.sqs.Queues;

/** The pollers between queues and functions. */
public final class QueueMappings implements AutoCloseable {
    private final Lambdas lambdas;
    private final LambdaSettings settings;
    private final Queues queues;
    private final ConcurrentLinkedQueue<QueuePoller> pollers = new ConcurrentLinkedQueue<>();

    public QueueMappings(Lambdas lambdas, LambdaSettings settings, Queues queues) {
        this.lambdas = lambdas;
        this.settings = settings;
        this.queues = queues;
    }

    /** Starts to poll, if enabled, and gives the mapping's UUID. */
    String add(QueueMapping mapping, boolean enabled) {
        if (enabled) {
            QueuePoller poller = new QueuePoller(mapping, lambdas, settings, queues);
            pollers.add(poller);
            Thread.ofVirtual().name("poller").start(poller);
        }
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        pollers.forEach(QueuePoller::stop);
    }
}
