package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
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
    private final Templates templates;
    private final Map<String, JsonNode> variables = new HashMap<>();

    Run(Execution execution, TaskRunner tasks, ScaledClock clock) {
        this.execution = execution;
        this.tasks = tasks;
        this.clock = clock;
        this.templates = new Templates(clock, execution.history());
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
        Step step = new Step(execution.start().input(), execution.definition().startAt());
        while (step.next() != null) {
            State state = execution.definition().state(step.next());
            step = visit(state, enter(state, step.output()));
        }
        return step.output();
    }

    private Scope enter(State state, JsonNode input) {
        ObjectNode details = Json.object().put("name", state.name());
        long entered =
                execution.history().add(typeOf(state) + "StateEntered", EventData.input(details, Json.write(input)));
        ObjectNode context = ContextObject.of(execution.start(), state, clock.instant());
        return new Scope(new Visit(state.name(), entered), input, context, Map.copyOf(variables), null, null);
    }

    private Step visit(State state, Scope scope) {
        return switch (state) {
            case State.Task task -> task(task, scope);
            case State.Choice choice -> choice(choice, scope);
            case State.Wait wait -> waiting(wait, scope);
            case State.Pass pass -> leave(pass, pass.exit(), scope, scope.input());
            case State.Succeed succeed -> leave(succeed, succeed.exit(), scope, scope.input());
            case State.Fail fail ->
                throw new StatesError(
                        templates.text("Error", fail.error(), scope), templates.text("Cause", fail.cause(), scope));
        };
    }

    private Step task(State.Task task, Scope scope) {
        Attempts attempts = new Attempts(task.retry(), ThreadLocalRandom.current()::nextDouble);
        while (true) {
            try {
                JsonNode result = tasks.perform(task, scope, execution, templates);
                return leave(task, task.exit(), scope.withResult(result), result);
            } catch (StatesError e) {
                Optional<Duration> pause = attempts.pauseAfter(e);
                if (pause.isEmpty()) {
                    return caught(task, scope, e);
                }
                pause(pause.get());
                ContextObject.retried(scope.context(), attempts.total());
            }
        }
    }

    private Step caught(State.Task task, Scope scope, StatesError e) {
        for (State.Catcher catcher : task.catches()) {
            if (ErrorMatch.matches(catcher.errors(), e)) {
                return leave(task, catcher.exit(), scope.withError(e), e.output());
            }
        }
        throw e;
    }

    private Step choice(State.Choice choice, Scope scope) {
        for (State.Rule rule : choice.rules()) {
            if (templates.condition(rule.condition(), scope)) {
                return leave(choice, rule.exit(), scope, scope.input());
            }
        }
        if (choice.otherwise() == null) {
            throw new StatesError(
                    "States.NoChoiceMatched", scope.visit().explain("No Condition is true, and there is no Default."));
        }
        return leave(choice, choice.otherwise(), scope, scope.input());
    }

    private Step waiting(State.Wait wait, Scope scope) {
        pause(
                switch (wait.until()) {
                    case SECONDS -> templates.seconds("Seconds", wait.template(), scope, 0);
                    case TIMESTAMP -> Duration.between(clock.instant(), templates.timestamp(wait.template(), scope));
                });
        return leave(wait, wait.exit(), scope, scope.input());
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
        JsonNode output = exit.output() == null ? otherwise : templates.evaluate("Output", exit.output(), scope);
        ObjectNode details = Json.object().put("name", state.name());
        EventData.output(details, Json.write(Payload.limited(output, state.name())));
        if (exit.assign() != null) {
            EventData.variables(details, assign(exit.assign(), scope));
        }
        execution.history().add(typeOf(state) + "StateExited", details);
        return new Step(output, exit.next());
    }

    private JsonNode assign(JsonNode template, Scope scope) {
        JsonNode assigned = Payload.limited(
                templates.evaluate("Assign", template, scope), scope.visit().state());
        assigned.properties().forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        return assigned;
    }

    private static String typeOf(State state) {
        return state.getClass().getSimpleName();
    }
}
