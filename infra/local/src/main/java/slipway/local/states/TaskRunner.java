package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import slipway.local.time.ScaledClock;

/** Makes one attempt at a Task state. */
final class TaskRunner {
    private final Integrations integrations;
    private final Tokens tokens;
    private final ScaledClock clock;

    TaskRunner(Integrations integrations, Tokens tokens, ScaledClock clock) {
        this.integrations = integrations;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What one attempt needs to know. */
    private record Attempt(
            State.Task task,
            Execution execution,
            TaskEvents events,
            JsonNode arguments,
            CompletableFuture<JsonNode> done,
            @Nullable Duration timeout,
            @Nullable Duration heartbeat) {}

    /** @throws StatesError as the attempt failed */
    JsonNode perform(State.Task task, Scope scope, Execution execution, Templates templates) {
        Tokens.Waiting waiting = task.token() ? tokens.issue(execution) : null;
        if (waiting != null) {
            scope.context().putObject("Task").put("Token", waiting.token());
        }
        Attempt attempt = new Attempt(
                task,
                execution,
                TaskEvents.of(task, execution),
                arguments(task, scope, templates),
                waiting == null ? new CompletableFuture<>() : waiting.done(),
                seconds("TimeoutSeconds", task.timeout(), scope, templates),
                seconds("HeartbeatSeconds", task.heartbeat(), scope, templates));
        scope.context().remove("Task");
        return run(attempt, waiting);
    }

    private JsonNode arguments(State.Task task, Scope scope, Templates templates) {
        JsonNode template = task.arguments();
        JsonNode arguments = template == null ? scope.input() : templates.evaluate("Arguments", template, scope);
        // Those that stand in the definition are known; others can come out of one expression.
        integrations.unknownArgument(task.resource(), arguments).ifPresent(unknown -> {
            throw new StatesError(
                    StatesError.RUNTIME,
                    scope.visit().explain("The local Step Functions does not know the argument '" + unknown + "'."));
        });
        return Payload.limited(arguments, task.name());
    }

    private static @Nullable Duration seconds(
            String field, @Nullable JsonNode template, Scope scope, Templates templates) {
        return template == null ? null : templates.seconds(field, template, scope, 1);
    }

    private JsonNode run(Attempt attempt, Tokens.@Nullable Waiting waiting) {
        TaskEvents events = attempt.events();
        events.scheduled(attempt.arguments(), attempt.timeout(), attempt.heartbeat());
        events.started();
        Thread.startVirtualThread(() -> call(attempt, waiting));
        if (waiting == null && attempt.timeout() != null) {
            // What bounds a call to a function bounds real work, which does not go faster when the clock does.
            attempt.done().orTimeout(attempt.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            JsonNode result = Payload.limited(attempt.execution().await(attempt.done()), events.source());
            events.succeeded(result);
            return result;
        } catch (StatesError e) {
            attempt.done().completeExceptionally(e);
            events.failed(e);
            throw e;
        }
    }

    private void call(Attempt attempt, Tokens.@Nullable Waiting waiting) {
        try {
            JsonNode result = integrations
                    .find(attempt.task().resource())
                    .orElseThrow()
                    .call(attempt.arguments(), attempt.execution().role());
            if (waiting == null) {
                attempt.done().complete(result);
            } else if (!attempt.done().isDone()) {
                attempt.events().submitted(result);
                startTimers(attempt, waiting);
            }
        } catch (RuntimeException e) {
            attempt.done().completeExceptionally(error(e));
        }
    }

    private static StatesError error(RuntimeException e) {
        return e instanceof StatesError known ? known : new StatesError("States.TaskFailed", e.toString());
    }

    /**
     * The time of a token wait is scaled, so it starts when the call has returned: the call itself takes real time,
     * and at a high scale would use up the wait.
     */
    private void startTimers(Attempt attempt, Tokens.Waiting waiting) {
        if (attempt.timeout() != null) {
            untilDone(attempt, attempt.timeout(), () -> attempt.done().completeExceptionally(StatesError.timeout()));
        }
        if (attempt.heartbeat() != null) {
            watch(attempt, attempt.heartbeat(), waiting, clock.instant());
        }
    }

    private void watch(Attempt attempt, Duration most, Tokens.Waiting waiting, Instant since) {
        untilDone(attempt, Duration.between(clock.instant(), since.plus(most)), () -> {
            Instant heard = waiting.heard();
            if (heard.isAfter(since)) {
                watch(attempt, most, waiting, heard);
            } else {
                attempt.done().completeExceptionally(StatesError.heartbeat());
            }
        });
    }

    private void untilDone(Attempt attempt, Duration after, Runnable task) {
        Future<?> timer = clock.after(after, task);
        var _ = attempt.done().whenComplete((result, error) -> timer.cancel(false));
    }
}
