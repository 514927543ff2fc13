package slipway.local.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import slipway.local.edge.AwsError;
import slipway.local.sqs.Message;
import slipway.local.sqs.Queues;

/**
 * Receives batches, runs the function on them, deletes what was handled. Messages are held while the function runs:
 * it takes real time, their visibility time-out is scaled.
 */
final class QueuePoller implements Runnable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final QueueMapping mapping;
    private final Lambdas lambdas;
    private final LambdaSettings settings;
    private final Queues queues;
    private final Semaphore permits;
    private final CountDownLatch stopped = new CountDownLatch(1);

    QueuePoller(QueueMapping mapping, Lambdas lambdas, LambdaSettings settings, Queues queues) {
        this.mapping = mapping;
        this.lambdas = lambdas;
        this.settings = settings;
        this.queues = queues;
        this.permits = new Semaphore(mapping.concurrency());
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                permits.acquire();
                List<Message> batch = poll();
                if (batch.isEmpty()) {
                    permits.release();
                } else {
                    Thread.ofVirtual().name("batch").start(() -> handle(batch));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped.countDown();
    }

    private List<Message> poll() throws InterruptedException {
        List<Message> batch = new ArrayList<>(receive(mapping.batch(), POLL));
        int missing = mapping.batch() - batch.size();
        if (!batch.isEmpty() && missing > 0 && mapping.window().isPositive()) {
            batch.addAll(receive(missing, settings.clock().real(mapping.window())));
        }
        return batch;
    }

    /** Asks before it takes anything, because a message that was taken counts as received. */
    private List<Message> receive(int max, Duration wait) throws InterruptedException {
        if (allowed()) {
            try {
                return queues.receiveHeld(mapping.queueArn(), max, wait);
            } catch (AwsError e) {
                // It may have been deleted, and be made again.
                log("The queue cannot be polled: " + e.text());
            }
        }
        stopped.await(1, SECONDS);
        return List.of();
    }

    private boolean allowed() {
        FunctionSpec function = lambdas.functions().target(mapping.function()).function();
        try {
            QueueMapping.ACTIONS.forEach(
                    action -> settings.authorizer().authorize(function.role(), action, mapping.queueArn(), Map.of()));
            return true;
        } catch (AwsError e) {
            log("The queue cannot be polled: " + e.text());
            return false;
        }
    }

    private void log(String line) {
        FunctionSpec function = lambdas.functions().target(mapping.function()).function();
        settings.logs().line(function.logGroup(), function.name(), line);
    }

    private void handle(List<Message> batch) {
        try {
            Functions.Target target = lambdas.functions().target(mapping.function());
            InvokeResult result = lambdas.run(
                    target,
                    QueueEvent.of(batch, mapping.queueArn(), lambdas.functions().place()),
                    Trace.begun());
            Set<String> failed = QueueEvent.failed(batch, result, mapping.reportsItems());
            batch.stream()
                    .filter(message -> !failed.contains(message.id()))
                    .forEach(message -> queues.delete(mapping.queueArn(), message.receipt()));
        } catch (AwsError e) {
            log("The queue's messages come again: " + e.text());
        } finally {
            release(batch);
            permits.release();
        }
    }

    /** Those that were deleted before are gone; the others are visible when their time-out has passed. */
    private void release(List<Message> batch) {
        batch.forEach(message -> queues.release(mapping.queueArn(), message.receipt()));
    }
}
