package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/** The executions of every state machine. */
final class Executions {
    /** For so long AWS keeps an execution that is over, and refuses its name. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Place place;
    private final ScaledClock clock;
    private final Tokens tokens;
    private final TaskRunner tasks;
    private final StatusEvents events;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final List<Execution> cutOff = new CopyOnWriteArrayList<>();

    Executions(Place place, ScaledClock clock, Tokens tokens, TaskRunner tasks, StatusEvents events) {
        this.place = place;
        this.clock = clock;
        this.tokens = tokens;
        this.tasks = tasks;
        this.events = events;
    }

    synchronized Execution start(StateMachine machine, @Nullable String name, String input) {
        JsonNode read = ExecutionInput.read(input);
        String chosen = name == null ? UUID.randomUUID().toString() : ExecutionInput.name(name);
        String arn = place.arn("states", "execution:" + machine.name() + ":" + chosen);
        forgetOld();
        Execution before = executions.get(arn);
        if (before == null) {
            Execution.Start start =
                    new Execution.Start(arn, chosen, machine.arn(), machine.roleArn(), read, input, clock.instant());
            return run(new Execution(start, machine.definition(), new History(clock), events::announce));
        }
        boolean same = before.status() == Execution.Status.RUNNING
                && before.start().text().equals(input);
        if (!same) {
            throw new AwsError(400, "ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
        }
        return before;
    }

    private Execution run(Execution execution) {
        executions.put(execution.start().arn(), execution);
        execution.begin();
        Integer timeout = execution.definition().timeoutSeconds();
        if (timeout != null) {
            Future<?> timer = clock.after(
                    Duration.ofSeconds(timeout),
                    () -> end(execution, Execution.Status.TIMED_OUT, StatesError.timeout()));
            var _ = execution.ended().whenComplete((outcome, none) -> timer.cancel(false));
        }
        Thread.ofVirtual().name(execution.start().name()).start(new Run(execution, tasks, clock));
        return execution;
    }

    void stop(String arn, @Nullable String error, @Nullable String cause) {
        end(get(arn), Execution.Status.ABORTED, new StatesError(error, cause));
    }

    private void end(Execution execution, Execution.Status status, StatesError error) {
        execution.end(new Execution.Outcome(status, clock.instant(), null, error));
    }

    Execution get(String arn) {
        forgetOld();
        Execution execution = executions.get(arn);
        if (execution == null) {
            throw new AwsError(400, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    List<Execution> all() {
        forgetOld();
        return List.copyOf(executions.values());
    }

    /** @param outcome null for one that was running, and runs no more */
    void restore(
            Execution.Start start,
            Definition definition,
            List<History.Event> history,
            Execution.@Nullable Outcome outcome) {
        Execution execution = new Execution(
                start, definition, History.restored(clock, history, outcome != null), events::announce, outcome);
        executions.put(start.arn(), execution);
        if (outcome == null) {
            cutOff.add(execution);
        }
    }

    void abortRestored(StatesError why) {
        cutOff.forEach(execution -> end(execution, Execution.Status.ABORTED, why));
        cutOff.clear();
    }

    /** The newest first. */
    List<Execution> of(StateMachine machine) {
        forgetOld();
        return executions.values().stream()
                .filter(execution -> execution.start().stateMachineArn().equals(machine.arn()))
                .sorted((a, b) -> b.start().at().compareTo(a.start().at()))
                .toList();
    }

    private void forgetOld() {
        List<Execution> old = executions.values().stream().filter(this::isOld).toList();
        executions.values().removeAll(old);
        old.forEach(tokens::forget);
    }

    private boolean isOld(Execution execution) {
        Execution.Outcome outcome = execution.outcome();
        return outcome != null && clock.instant().isAfter(outcome.at().plus(KEPT));
    }
}
