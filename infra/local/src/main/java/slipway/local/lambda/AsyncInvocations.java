package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import slipway.local.edge.AwsError;
import slipway.local.edge.Receiver;

/**
 * Lambda's own queue: two retries, a minute and two minutes apart, then the destination for failures. What is throttled
 * stays in it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries</a>
 */
final class AsyncInvocations {
    private static final Duration BACK_OFF = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private record Event(String requestId, Functions.Target target, JsonNode payload, Instant accepted) {}

    private final LambdaSettings settings;
    private final Receiver destinations;

    AsyncInvocations(LambdaSettings settings, Receiver destinations) {
        this.settings = settings;
        this.destinations = destinations;
    }

    /** Takes the event; what becomes of it shows in the function's effects or in its destination. */
    void accept(Functions.Target target, JsonNode payload) {
        Event event = new Event(
                UUID.randomUUID().toString(), target, payload, settings.clock().instant());
        Thread.ofVirtual().name("async").start(() -> attempt(event, 1));
    }

    private void attempt(Event event, int attempt) {
        if (!event.target().liveness().isReady()) {
            // No attempt: Lambda keeps the event until the function is there again.
            var _ = settings.clock().after(Liveness.RESTORE, () -> attempt(event, attempt));
            return;
        }
        if (event.target().reservation().refuses()) {
            throttled(event, attempt);
            return;
        }
        AsyncSettings async = event.target().async();
        InvokeResult result = run(event);
        if (result.functionError() == null) {
            return;
        }
        Duration pause = BACK_OFF.multipliedBy(attempt);
        Instant retry = settings.clock().instant().plus(pause);
        if (attempt > async.retries()) {
            giveUp(event, "RetriesExhausted", attempt, result);
        } else if (retry.isAfter(event.accepted().plus(async.maximumAge()))) {
            giveUp(event, "EventAgeExceeded", attempt, result);
        } else {
            var _ = settings.clock().after(pause, () -> attempt(event, attempt + 1));
        }
    }

    /** No attempt either: it waits as long again as it has waited. */
    private void throttled(Event event, int attempt) {
        event.target().reservation().count();
        Instant now = settings.clock().instant();
        Duration waited = Duration.between(event.accepted(), now);
        Duration pause = waited.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : waited;
        Duration wait = pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
        if (now.plus(wait).isAfter(event.accepted().plus(event.target().async().maximumAge()))) {
            giveUp(event, "EventAgeExceeded", attempt - 1, InvokeResult.failed("Throttled", "Rate Exceeded."));
        } else {
            var _ = settings.clock().after(wait, () -> attempt(event, attempt));
        }
    }

    private static InvokeResult run(Event event) {
        try {
            Functions.Target target = event.target();
            return target.pool().invoke(Invocation.of(event.requestId(), target.invokedArn(), event.payload()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return InvokeResult.failed("Runtime.Stopped", "The local cloud was stopped");
        } catch (IllegalStateException e) {
            return InvokeResult.failed("Runtime.Stopped", String.valueOf(e.getMessage()));
        }
    }

    private void giveUp(Event event, String condition, int attempts, InvokeResult result) {
        FunctionSpec function = event.target().function();
        String queue = event.target().async().onFailure();
        if (queue == null) {
            return;
        }
        FailureRecord failure = new FailureRecord(
                settings.clock().instant(),
                event.requestId(),
                event.target().invokedArn(),
                function.version(),
                condition,
                attempts,
                event.payload(),
                result);
        try {
            destinations.receive(queue, failure.json(), function.role());
        } catch (AwsError e) {
            settings.logs()
                    .line(
                            function.logGroup(),
                            function.name(),
                            "The event %s is lost: its destination %s refused it: %s"
                                    .formatted(event.requestId(), queue, e.text()));
        }
    }
}
