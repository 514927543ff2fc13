package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.state.Kept;
import slipway.local.time.ScaledClock;

/** The state machines of this machine and their executions. */
public final class StateMachines {
    private final Place place;
    private final ScaledClock clock;
    private final Tokens tokens;
    private final DefinitionReader definitions;
    private final Executions executions;
    private final KeptExecutions kept;
    private final Map<String, StateMachine> machines = new ConcurrentHashMap<>();

    /** @param defaultBus takes the events that Step Functions emits */
    public StateMachines(
            Place place, ScaledClock clock, List<Integration> integrations, Consumer<ObjectNode> defaultBus) {
        Integrations known = new Integrations(integrations);
        this.place = place;
        this.clock = clock;
        this.tokens = new Tokens(clock);
        this.definitions = new DefinitionReader(known);
        TaskRunner tasks = new TaskRunner(known, tokens, clock);
        this.executions = new Executions(place, clock, tokens, tasks, new StatusEvents(place, clock, defaultBus));
        this.kept = new KeptExecutions(executions, definitions);
    }

    /**
     * Makes or replaces a state machine. Executions that are open keep the definition they started with.
     *
     * @return its ARN
     * @throws IllegalArgumentException naming what the interpreter does not know
     */
    public String put(String name, String roleArn, String definition) {
        return put(name, roleArn, definitions.read(definition)).arn();
    }

    private StateMachine put(String name, String roleArn, Definition definition) {
        String arn = place.arn("states", "stateMachine:" + name);
        StateMachine before = machines.get(arn);
        Instant now = clock.instant();
        StateMachine machine = before == null
                ? new StateMachine(arn, name, roleArn, definition, now, now, null)
                : new StateMachine(
                        arn,
                        name,
                        roleArn,
                        definition,
                        before.created(),
                        now,
                        UUID.randomUUID().toString());
        machines.put(arn, machine);
        return machine;
    }

    /**
     * Replaces a state machine's role, its definition, or both.
     *
     * @throws AwsError InvalidDefinition, naming what the interpreter does not know
     */
    StateMachine update(String arn, @Nullable String roleArn, @Nullable String definition) {
        StateMachine now = machine(arn);
        try {
            return put(
                    now.name(),
                    roleArn == null ? now.roleArn() : roleArn,
                    definition == null ? now.definition() : definitions.read(definition));
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400,
                    "InvalidDefinition",
                    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " + e.getMessage() + "'");
        }
    }

    /** Forgets a state machine; what runs goes on to its end. */
    void delete(String arn) {
        machines.remove(arn);
    }

    /** What is wrong with a definition, or what of it the interpreter does not know. */
    Optional<String> problem(String definition) {
        try {
            definitions.read(definition);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Starts an execution, or gives the running one that has the same name and input.
     *
     * @param name made up when it is null
     * @throws AwsError as StartExecution answers
     */
    public Execution start(String stateMachineArn, @Nullable String name, String input) {
        return executions.start(machine(stateMachineArn), name, input);
    }

    /** Ends a running execution as ABORTED; one that is over stays as it is. */
    public void stop(String executionArn, @Nullable String error, @Nullable String cause) {
        executions.stop(executionArn, error, cause);
    }

    /** @throws AwsError ExecutionDoesNotExist, also for one that has been over for 90 days */
    public Execution execution(String arn) {
        return executions.get(arn);
    }

    /** The executions of a state machine, the newest first. */
    public List<Execution> executions(String stateMachineArn) {
        return executions.of(machine(stateMachineArn));
    }

    /** The executions, for who keeps them. */
    public Kept kept() {
        return kept;
    }

    /** Aborts the executions that were running when an earlier cloud ended, and tells of it as of any that is aborted. */
    public void abortCutOff() {
        kept.abortCutOff();
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
            throw new AwsError(400, "InvalidOutput", "Invalid Output: '" + e.getMessage() + "'");
        }
    }
}
