package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/**
 * Lambda's own queue: two retries, a minute and two minutes apart, then the destination for failures and the dead-letter
 * queue. What is throttled stays in it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">retries</a>
 */
final class AsyncInvocations {
    private static final Duration BACK_OFF = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final String SPENT = "RetriesExhausted";
    private static final String TOO_OLD = "EventAgeExceeded";

    private record Event(String requestId, Functions.Target target, JsonNode payload, Trace trace, Instant accepted) {
        boolean isTooOldAt(Instant time) {
            return time.isAfter(accepted.plus(target.async().maximumAge()));
        }
    }

    private final LambdaSettings settings;
    private final Destinations destinations;

    AsyncInvocations(LambdaSettings settings, Destinations destinations) {
        this.settings = settings;
        this.destinations = destinations;
    }

    /** Takes the event and gives its request id; what becomes of it shows in the function's effects or a destination. */
    String accept(Functions.Target target, JsonNode payload, Trace trace) {
        String id = UUID.randomUUID().toString();
        Event event = new Event(id, target, payload, trace, settings.clock().instant());
        settings.metrics().put(target.function().name(), "AsyncEventsReceived", 1);
        Thread.ofVirtual().name("async").start(() -> attempt(event, 1));
        return id;
    }

    private void attempt(Event event, int attempt) {
        if (!event.target().liveness().isReady()) {
            // No attempt: Lambda keeps the event until the function is there again.
            var _ = settings.clock().after(Liveness.RESTORE, () -> attempt(event, attempt));
            return;
        }
        try {
            event.target().refuseLoop(event.trace());
        } catch (AwsError e) {
            giveUp(event, SPENT, attempt - 1, InvokeResult.failed(e.code(), e.text()));
            return;
        }
        Optional<InvokeResult> result = run(event);
        if (result.isPresent()) {
            ran(event, attempt, result.get());
        } else {
            throttled(event, attempt);
        }
    }

    private void ran(Event event, int attempt, InvokeResult result) {
        AsyncSettings async = event.target().async();
        if (result.functionError() == null) {
            end(event, async.onSuccess(), record(event, InvocationRecord.SUCCESS, attempt, result));
            return;
        }
        Duration pause = BACK_OFF.multipliedBy(attempt);
        if (attempt > async.retries()) {
            giveUp(event, SPENT, attempt, result);
        } else if (event.isTooOldAt(settings.clock().instant().plus(pause))) {
            giveUp(event, TOO_OLD, attempt, result);
        } else {
            var _ = settings.clock().after(pause, () -> attempt(event, attempt + 1));
        }
    }

    /** No attempt either: it waits as long again as it has waited. */
    private void throttled(Event event, int attempt) {
        Instant now = settings.clock().instant();
        Duration waited = Duration.between(event.accepted(), now);
        Duration pause = waited.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : waited;
        Duration wait = pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
        if (event.isTooOldAt(now.plus(wait))) {
            giveUp(event, TOO_OLD, attempt - 1, InvokeResult.failed("Throttled", "Rate Exceeded."));
        } else {
            var _ = settings.clock().after(wait, () -> attempt(event, attempt));
        }
    }

    /** What the function answered; empty while it is throttled. */
    private Optional<InvokeResult> run(Event event) {
        Functions.Target target = event.target();
        Reservation.Slot slot;
        try {
            slot = target.reservation().enter();
        } catch (AwsError e) {
            return Optional.empty();
        }
        try (slot) {
            return Optional.of(target.pool().invoke(invocation(event)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(InvokeResult.failed("Runtime.Stopped", "The local cloud was stopped"));
        } catch (AwsError e) {
            return Optional.of(InvokeResult.failed(e.code(), e.text()));
        } catch (IllegalStateException e) {
            return Optional.of(InvokeResult.failed("Runtime.Stopped", String.valueOf(e.getMessage())));
        }
    }

    private static Invocation invocation(Event event) {
        Functions.Target target = event.target();
        Trace trace = event.trace().into(target.function().arn());
        return Invocation.of(event.requestId(), target.invokedArn(), event.payload(), trace);
    }

    private InvocationRecord record(Event event, String condition, int attempts, InvokeResult result) {
        return new InvocationRecord(
                settings.clock().instant(),
                event.requestId(),
                event.target().invokedArn(),
                event.target().function().version(),
                condition,
                attempts,
                event.payload(),
                result);
    }

    private void giveUp(Event event, String condition, int attempts, InvokeResult result) {
        FunctionSpec function = event.target().function();
        InvocationRecord record = record(event, condition, attempts, result);
        settings.metrics().put(function.name(), "AsyncEventsDropped", 1);
        end(event, event.target().async().onFailure(), record);
        if (function.deadLetters() != null) {
            destinations.deadLetter(function.deadLetters(), function, record);
        }
    }

    private void end(Event event, @Nullable String destination, InvocationRecord record) {
        if (destination != null) {
            destinations.record(destination, event.target().function(), record);
        }
    }
}
