package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** Step Functions' API. */
public final class StatesService extends JsonService {
    /** The longest error name and cause that a caller may give, in bytes. */
    private static final int MAX_ERROR = 256;

    private static final int MAX_CAUSE = 32_768;

    private final StateMachines machines;
    private final ExecutionReads reads;

    public StatesService(StateMachines machines) {
        this.machines = machines;
        this.reads = new ExecutionReads(machines);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("states");
    }

    @Override
    protected Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>(reads.operations());
        operations.putAll(new Updates(machines).operations());
        operations.putAll(Map.of(
                "StartExecution", this::start,
                "StopExecution", this::stop,
                "SendTaskSuccess", this::taskSuccess,
                "SendTaskFailure", this::taskFailure,
                "SendTaskHeartbeat", this::heartbeat));
        return operations;
    }

    private JsonNode start(Call call, ObjectNode input) {
        String machine = Members.stateMachine(input);
        call.authorize("states:StartExecution", machine);
        Execution execution = machines.start(
                machine, Members.optional(input, "name"), input.path("input").asText("{}"));
        return Json.object()
                .put("executionArn", execution.start().arn())
                .put("startDate", Json.seconds(execution.start().at()));
    }

    private JsonNode stop(Call call, ObjectNode input) {
        String arn = Members.execution(input);
        call.authorize("states:StopExecution", arn);
        machines.stop(arn, Members.optional(input, "error", MAX_ERROR), Members.optional(input, "cause", MAX_CAUSE));
        Execution.Outcome outcome = machines.execution(arn).outcome();
        return outcome == null ? Json.object() : Json.object().put("stopDate", Json.seconds(outcome.at()));
    }

    private JsonNode taskSuccess(Call call, ObjectNode input) {
        String token = token(call, input, "states:SendTaskSuccess");
        String output = Members.limited(Members.text(input, "output"), "output", Payload.MAX_BYTES);
        machines.sendTaskSuccess(token, output);
        return Json.object();
    }

    private JsonNode taskFailure(Call call, ObjectNode input) {
        String token = token(call, input, "states:SendTaskFailure");
        String error = Members.optional(input, "error", MAX_ERROR);
        machines.tokens().fail(token, new StatesError(error, Members.optional(input, "cause", MAX_CAUSE)));
        return Json.object();
    }

    private JsonNode heartbeat(Call call, ObjectNode input) {
        machines.tokens().heartbeat(token(call, input, "states:SendTaskHeartbeat"));
        return Json.object();
    }

    private String token(Call call, ObjectNode input, String action) {
        String token = Members.text(input, "taskToken");
        call.authorize(action, machines.tokens().find(token).stateMachineArn());
        return token;
    }
}
