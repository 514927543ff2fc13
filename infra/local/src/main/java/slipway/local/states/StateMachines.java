package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** The state machines of this machine and their executions. */
public final class StateMachines {
    /** For so long AWS refuses the name of an execution that is over. */
    private static final Duration NAME_KEPT = Duration.ofDays(90);

    private final Place place;
    private final ScaledClock clock;
    private final Map<String, StateMachine> machines = new ConcurrentHashMap<>();
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final Tokens tokens = new Tokens();
    private final Map<String, Integration> integrations;
    private final TaskRunner tasks;
    private final StatusEvents events;

    /** @param defaultBus takes the events that Step Functions emits */
    public StateMachines(
            Place place, ScaledClock clock, List<Integration> integrations, Consumer<ObjectNode> defaultBus) {
        this.place = place;
        this.clock = clock;
        this.integrations = integrations.stream().collect(Collectors.toMap(Integration::resource, Function.identity()));
        this.tasks = new TaskRunner(this.integrations, tokens, clock);
        this.events = new StatusEvents(place, clock, defaultBus);
    }

    record StateMachine(String arn, String name, String roleArn, Definition definition, Instant at) {}

    /**
     * Makes or replaces a state machine. Executions that are open keep the definition they started with.
     *
     * @return its ARN
     * @throws IllegalArgumentException naming what the interpreter does not know
     */
    public String put(String name, String roleArn, String definition) {
        String arn = place.arn("states", "stateMachine:" + name);
        Definition read = new DefinitionReader(integrations).read(definition);
        machines.put(arn, new StateMachine(arn, name, roleArn, read, clock.instant()));
        return arn;
    }

    /**
     * Starts an execution, or gives the running one that has the same name and input.
     *
     * @param name made up when it is null
     * @throws AwsError as StartExecution answers
     */
    public synchronized Execution start(String stateMachineArn, @Nullable String name, String input) {
        StateMachine machine = machine(stateMachineArn);
        JsonNode read = ExecutionInput.read(input);
        String chosen = name == null ? UUID.randomUUID().toString() : ExecutionInput.name(name);
        String arn = place.arn("states", "execution:" + machine.name() + ":" + chosen);
        Execution before = executions.get(arn);
        if (before != null && nameIsKept(before)) {
            boolean same = before.status() == Execution.Status.RUNNING
                    && before.start().text().equals(input);
            if (same) {
                return before;
            }
            throw new AwsError(400, "ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
        }
        Execution.Start start =
                new Execution.Start(arn, chosen, machine.arn(), machine.roleArn(), read, input, clock.instant());
        return run(new Execution(start, machine.definition(), new History(clock), events::announce));
    }

    private Execution run(Execution execution) {
        executions.put(execution.start().arn(), execution);
        events.announce(execution);
        Integer timeout = execution.definition().timeoutSeconds();
        if (timeout != null) {
            StatesError error = new StatesError(StatesError.TIMEOUT, "");
            Future<?> timer =
                    clock.after(Duration.ofSeconds(timeout), () -> end(execution, Execution.Status.TIMED_OUT, error));
            var _ = execution.ended().whenComplete((outcome, none) -> timer.cancel(false));
        }
        Thread.ofVirtual().name(execution.start().name()).start(new Run(execution, tasks, clock));
        return execution;
    }

    private boolean nameIsKept(Execution execution) {
        Execution.Outcome outcome = execution.outcome();
        return outcome == null || clock.instant().isBefore(outcome.at().plus(NAME_KEPT));
    }

    /** Ends a running execution as ABORTED; one that is over stays as it is. */
    public void stop(String executionArn, @Nullable String error, @Nullable String cause) {
        StatesError why = new StatesError(error == null ? "" : error, cause == null ? "" : cause);
        end(execution(executionArn), Execution.Status.ABORTED, why);
    }

    private void end(Execution execution, Execution.Status status, StatesError error) {
        execution.end(new Execution.Outcome(status, clock.instant(), null, error));
    }

    /** @throws AwsError ExecutionDoesNotExist */
    public Execution execution(String arn) {
        Execution execution = executions.get(arn);
        if (execution == null) {
            throw new AwsError(400, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    /** The executions of a state machine, the newest first. */
    public List<Execution> executions(String stateMachineArn) {
        String arn = machine(stateMachineArn).arn();
        return executions.values().stream()
                .filter(execution -> execution.start().stateMachineArn().equals(arn))
                .sorted((a, b) -> b.start().at().compareTo(a.start().at()))
                .toList();
    }

    /** Every state machine, by name. */
    List<StateMachine> all() {
        return machines.values().stream()
                .sorted(Comparator.comparing(StateMachine::name))
                .toList();
    }

    StateMachine machine(String arn) {
        StateMachine machine = machines.get(arn);
        if (machine == null) {
            throw new AwsError(400, "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    Tokens tokens() {
        return tokens;
    }

    /** Completes the task that waits for this token. */
    public void sendTaskSuccess(String token, String output) {
        try {
            tokens.succeed(token, Json.read(output));
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "InvalidOutput", "Invalid Output: " + e.getMessage());
        }
    }
}
