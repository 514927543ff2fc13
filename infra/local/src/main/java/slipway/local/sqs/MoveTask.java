package slipway.local.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** Moves the messages of a dead-letter queue away, at most so many a second where that is said. */
final class MoveTask {
    private final String source;
    private final @Nullable String destination;
    private final @Nullable Integer perSecond;
    private final int toMove;
    private final Instant started;
    private final String handle;
    private final AtomicInteger moved = new AtomicInteger();
    private volatile String status = "RUNNING";
    private volatile String failure = "";

    MoveTask(String source, @Nullable String destination, @Nullable Integer perSecond, int toMove, Instant started) {
        this.source = source;
        this.destination = destination;
        this.perSecond = perSecond;
        this.toMove = toMove;
        this.started = started;
        this.handle = Base64.getEncoder()
                .encodeToString(Json.write(Json.object()
                                .put("taskId", UUID.randomUUID().toString())
                                .put("sourceArn", source))
                        .getBytes(UTF_8));
    }

    void start(Queues queues, ScaledClock clock) {
        Thread.startVirtualThread(() -> step(queues, clock));
    }

    private void step(Queues queues, ScaledClock clock) {
        try {
            while (isRunning() && queues.move(source, this::target)) {
                moved.incrementAndGet();
                if (perSecond != null) {
                    Future<?> _ = clock.after(Duration.ofSeconds(1).dividedBy(perSecond), () -> step(queues, clock));
                    return;
                }
            }
            end("COMPLETED");
        } catch (AwsError e) {
            failure = e.text();
            end("FAILED");
        }
    }

    /** Where nothing else is said, a message goes back to where it came from. */
    private String target(Message message) {
        String from = destination == null ? message.deadLetterSource() : destination;
        if (from == null) {
            throw new AwsError(400, "CouldNotDetermineMessageSource", "CouldNotDetermineMessageSource");
        }
        return from;
    }

    private synchronized void end(String how) {
        if (isRunning()) {
            status = how;
        }
    }

    /** False if it is over already. */
    synchronized boolean cancel() {
        boolean running = isRunning();
        end("CANCELLED");
        return running;
    }

    boolean isRunning() {
        return status.equals("RUNNING");
    }

    String source() {
        return source;
    }

    @Nullable
    String destination() {
        return destination;
    }

    @Nullable
    Integer perSecond() {
        return perSecond;
    }

    int toMove() {
        return toMove;
    }

    Instant started() {
        return started;
    }

    String handle() {
        return handle;
    }

    int moved() {
        return moved.get();
    }

    String status() {
        return status;
    }

    String failure() {
        return failure;
    }
}
