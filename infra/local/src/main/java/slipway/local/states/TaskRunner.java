package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** Makes one attempt at a Task state. */
final class TaskRunner {
    /** AWS's limit for the input and output of states and tasks. */
    static final int MAX_BYTES = 256 * 1024;

    private final Map<String, Integration> integrations;
    private final Tokens tokens;
    private final ScaledClock clock;
    private final Expressions expressions;

    TaskRunner(Map<String, Integration> integrations, Tokens tokens, ScaledClock clock) {
        this.integrations = integrations;
        this.tokens = tokens;
        this.clock = clock;
        this.expressions = new Expressions(clock);
    }

    /** What one attempt needs to know. */
    private record Attempt(
            State.Task task,
            Execution execution,
            JsonNode arguments,
            CompletableFuture<JsonNode> done,
            @Nullable Duration timeout,
            @Nullable Duration heartbeat) {}

    /** @throws StatesError as the attempt failed */
    JsonNode perform(State.Task task, Scope scope, Execution execution) {
        Tokens.Waiting waiting = task.token() ? tokens.issue(execution) : null;
        if (waiting != null) {
            scope.context().putObject("Task").put("Token", waiting.token());
        }
        Attempt attempt = new Attempt(
                task,
                execution,
                arguments(task, scope),
                waiting == null ? new CompletableFuture<>() : waiting.done(),
                seconds(task.timeout(), scope),
                seconds(task.heartbeat(), scope));
        scope.context().remove("Task");
        return run(attempt, waiting);
    }

    private JsonNode run(Attempt attempt, Tokens.@Nullable Waiting waiting) {
        History history = attempt.execution().history();
        history.add(
                "TaskScheduled",
                "taskScheduledEventDetails",
                details(attempt).put("parameters", Json.write(attempt.arguments())));
        history.add("TaskStarted", "taskStartedEventDetails", details(attempt));
        Thread.startVirtualThread(() -> call(attempt, waiting));
        if (waiting == null && attempt.timeout() != null) {
            // What bounds a call to a function bounds real work, which does not go faster when the clock does.
            attempt.done().orTimeout(attempt.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            JsonNode result = limited(attempt.execution().await(attempt.done()));
            history.add(
                    "TaskSucceeded",
                    "taskSucceededEventDetails",
                    details(attempt).put("output", Json.write(result)));
            return result;
        } catch (StatesError e) {
            attempt.done().completeExceptionally(e);
            failed(attempt, e);
            throw e;
        }
    }

    private void call(Attempt attempt, Tokens.@Nullable Waiting waiting) {
        try {
            Integration integration = integrations.get(attempt.task().resource());
            JsonNode result = Objects.requireNonNull(integration)
                    .call(attempt.arguments(), attempt.execution().role());
            if (waiting == null) {
                attempt.done().complete(result);
            } else if (!attempt.done().isDone()) {
                attempt.execution().history().add("TaskSubmitted", "taskSubmittedEventDetails", details(attempt));
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
            StatesError timeout = new StatesError(StatesError.TIMEOUT, "");
            untilDone(attempt, attempt.timeout(), () -> attempt.done().completeExceptionally(timeout));
        }
        if (attempt.heartbeat() != null) {
            watch(attempt, attempt.heartbeat(), waiting, waiting.heartbeats());
        }
    }

    private void watch(Attempt attempt, Duration every, Tokens.Waiting waiting, long before) {
        untilDone(attempt, every, () -> {
            long now = waiting.heartbeats();
            if (now == before) {
                attempt.done().completeExceptionally(new StatesError(StatesError.HEARTBEAT, ""));
            } else if (!attempt.done().isDone()) {
                watch(attempt, every, waiting, now);
            }
        });
    }

    private void untilDone(Attempt attempt, Duration after, Runnable task) {
        Future<?> timer = clock.after(after, task);
        var _ = attempt.done().whenComplete((result, error) -> timer.cancel(false));
    }

    private JsonNode arguments(State.Task task, Scope scope) {
        JsonNode template = task.arguments();
        return limited(template == null ? scope.input() : expressions.evaluate(template, scope));
    }

    private @Nullable Duration seconds(@Nullable JsonNode template, Scope scope) {
        if (template == null) {
            return null;
        }
        JsonNode value = expressions.evaluate(template, scope);
        if (!value.isNumber() || value.asDouble() < 1 || value.asDouble() != value.asLong()) {
            throw new StatesError(StatesError.QUERY, "A timeout must be a positive whole number, not " + value);
        }
        return Duration.ofSeconds(value.asLong());
    }

    static JsonNode limited(JsonNode value) {
        int bytes = Json.write(value).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new StatesError(
                    StatesError.DATA_LIMIT,
                    "The state/task returned a result with a size exceeding the maximum number of bytes service limit.");
        }
        return value;
    }

    private static void failed(Attempt attempt, StatesError e) {
        boolean late = e.error().equals(StatesError.TIMEOUT) || e.error().equals(StatesError.HEARTBEAT);
        ObjectNode details = details(attempt).put("error", e.error()).put("cause", e.cause());
        attempt.execution()
                .history()
                .add(
                        late ? "TaskTimedOut" : "TaskFailed",
                        late ? "taskTimedOutEventDetails" : "taskFailedEventDetails",
                        details);
    }

    private static ObjectNode details(Attempt attempt) {
        String[] parts = attempt.task().resource().split(":", -1);
        String suffix = attempt.task().token() ? ".waitForTaskToken" : "";
        String type = String.join(":", List.of(parts).subList(5, parts.length - 1));
        return Json.object().put("resourceType", type).put("resource", parts[parts.length - 1] + suffix);
    }
}
