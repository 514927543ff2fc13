package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** Walks one execution from state to state, on a thread of its own. */
final class Run implements Runnable {
    private final Execution execution;
    private final TaskRunner tasks;
    private final ScaledClock clock;
    private final Expressions expressions;
    private final Map<String, JsonNode> variables = new HashMap<>();

    Run(Execution execution, TaskRunner tasks, ScaledClock clock) {
        this.execution = execution;
        this.tasks = tasks;
        this.clock = clock;
        this.expressions = new Expressions(clock);
    }

    /** Where to go with what; no state means that the execution has succeeded. */
    private record Step(JsonNode output, @Nullable String next) {}

    @Override
    public void run() {
        try {
            JsonNode output = walk();
            execution.end(new Execution.Outcome(Execution.Status.SUCCEEDED, clock.instant(), output, null));
        } catch (StatesError e) {
            fail(e);
        } catch (Execution.Over over) {
            // Stopped or timed out: whoever did that has written the end.
        } catch (RuntimeException e) {
            fail(new StatesError(StatesError.RUNTIME, e.toString()));
        }
    }

    private void fail(StatesError e) {
        execution.end(new Execution.Outcome(Execution.Status.FAILED, clock.instant(), null, e));
    }

    private JsonNode walk() {
        execution
                .history()
                .add(
                        "ExecutionStarted",
                        "executionStartedEventDetails",
                        Json.object()
                                .put("input", execution.start().text())
                                .put("roleArn", execution.start().roleArn()));
        Step step = new Step(execution.start().input(), execution.definition().startAt());
        while (step.next() != null) {
            State state = execution.definition().state(step.next());
            entered(state, step.output());
            step = visit(state, scope(state, step.output()));
        }
        return step.output();
    }

    private Step visit(State state, Scope scope) {
        return switch (state) {
            case State.Task task -> task(task, scope);
            case State.Choice choice -> choice(choice, scope);
            case State.Wait wait -> waiting(wait, scope);
            case State.Pass pass -> leave(pass, pass.exit(), scope, scope.input());
            case State.Succeed succeed -> leave(succeed, succeed.exit(), scope, scope.input());
            case State.Fail fail -> throw new StatesError(text(fail.error(), scope), text(fail.cause(), scope));
        };
    }

    private Step task(State.Task task, Scope scope) {
        Attempts attempts = new Attempts(task.retry(), ThreadLocalRandom.current()::nextDouble);
        while (true) {
            try {
                JsonNode result = tasks.perform(task, scope, execution);
                return leave(task, task.exit(), scope.withResult(result), result);
            } catch (StatesError e) {
                Optional<Duration> pause = attempts.pauseAfter(e.error());
                if (pause.isEmpty()) {
                    return caught(task, scope, e);
                }
                pause(pause.get());
                ((ObjectNode) scope.context().path("State")).put("RetryCount", attempts.total());
            }
        }
    }

    private Step caught(State.Task task, Scope scope, StatesError e) {
        for (State.Catcher catcher : task.catches()) {
            if (ErrorMatch.matches(catcher.errors(), e.error())) {
                return leave(task, catcher.exit(), scope.withError(e), e.output());
            }
        }
        throw e;
    }

    private Step choice(State.Choice choice, Scope scope) {
        for (State.Rule rule : choice.rules()) {
            JsonNode answer = expressions.evaluate(rule.condition(), scope);
            if (!answer.isBoolean()) {
                throw new StatesError(StatesError.QUERY, "A Condition must be true or false, not " + answer);
            }
            if (answer.asBoolean()) {
                return leave(choice, rule.exit(), scope, scope.input());
            }
        }
        if (choice.otherwise() == null) {
            throw new StatesError("States.NoChoiceMatched", "No Condition of '" + choice.name() + "' is true");
        }
        return leave(choice, choice.otherwise(), scope, scope.input());
    }

    private Step waiting(State.Wait wait, Scope scope) {
        pause(duration(wait, scope));
        return leave(wait, wait.exit(), scope, scope.input());
    }

    private Duration duration(State.Wait wait, Scope scope) {
        if (wait.seconds() != null) {
            JsonNode seconds = expressions.evaluate(wait.seconds(), scope);
            if (!seconds.isNumber() || seconds.asDouble() < 0 || seconds.asDouble() != seconds.asLong()) {
                throw new StatesError(StatesError.QUERY, "Seconds must be a whole number, 0 or more, not " + seconds);
            }
            return Duration.ofSeconds(seconds.asLong());
        }
        String timestamp = text(wait.timestamp(), scope);
        try {
            return Duration.between(
                    clock.instant(), OffsetDateTime.parse(timestamp).toInstant());
        } catch (DateTimeException e) {
            throw new StatesError(StatesError.QUERY, "Not a Timestamp: " + timestamp);
        }
    }

    private void pause(Duration scaled) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        var timer = clock.after(scaled, () -> over.complete(true));
        try {
            execution.await(over);
        } finally {
            timer.cancel(false);
        }
    }

    /** Output and Assign both see the variables as they were before. */
    private Step leave(State state, State.Exit exit, Scope scope, JsonNode otherwise) {
        JsonNode output =
                TaskRunner.limited(exit.output() == null ? otherwise : expressions.evaluate(exit.output(), scope));
        if (exit.assign() != null) {
            expressions
                    .evaluate(exit.assign(), scope)
                    .properties()
                    .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        }
        execution
                .history()
                .add(
                        typeOf(state) + "StateExited",
                        "stateExitedEventDetails",
                        Json.object().put("name", state.name()).put("output", Json.write(output)));
        return new Step(output, exit.next());
    }

    private void entered(State state, JsonNode input) {
        execution
                .history()
                .add(
                        typeOf(state) + "StateEntered",
                        "stateEnteredEventDetails",
                        Json.object().put("name", state.name()).put("input", Json.write(input)));
    }

    private static String typeOf(State state) {
        return state.getClass().getSimpleName();
    }

    private Scope scope(State state, JsonNode input) {
        Execution.Start start = execution.start();
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", start.arn())
                .put("Name", start.name())
                .put("RoleArn", start.roleArn())
                .put("StartTime", iso(start.at()))
                .set("Input", start.input());
        context.putObject("State")
                .put("Name", state.name())
                .put("EnteredTime", iso(clock.instant()))
                .put("RetryCount", 0);
        String machine = start.stateMachineArn();
        context.putObject("StateMachine")
                .put("Id", machine)
                .put("Name", List.of(machine.split(":", -1)).getLast());
        return new Scope(input, context, Map.copyOf(variables), null, null);
    }

    /** Always three digits of a second, as AWS writes them. */
    private static String iso(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).plusNanos(1).toString();
        return text.substring(0, text.indexOf('.') + 4) + "Z";
    }

    private String text(@Nullable JsonNode template, Scope scope) {
        return template == null ? "" : expressions.evaluate(template, scope).asText();
    }
}
