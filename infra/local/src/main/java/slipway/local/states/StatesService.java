package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** Step Functions' API. */
public final class StatesService extends JsonService {
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
        operations.putAll(Map.of(
                "StartExecution", this::start,
                "StopExecution", this::stop,
                "SendTaskSuccess", this::taskSuccess,
                "SendTaskFailure", this::taskFailure,
                "SendTaskHeartbeat", this::heartbeat));
        return operations;
    }

    private JsonNode start(Call call, ObjectNode input) {
        String machine = text(input, "stateMachineArn");
        call.authorize("states:StartExecution", machine);
        Execution execution = machines.start(
                machine, optional(input, "name"), input.path("input").asText("{}"));
        return Json.object()
                .put("executionArn", execution.start().arn())
                .put("startDate", Json.seconds(execution.start().at()));
    }

    private JsonNode stop(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:StopExecution", arn);
        machines.stop(arn, optional(input, "error"), optional(input, "cause"));
        Execution.Outcome outcome = machines.execution(arn).outcome();
        return outcome == null ? Json.object() : Json.object().put("stopDate", Json.seconds(outcome.at()));
    }

    private JsonNode taskSuccess(Call call, ObjectNode input) {
        String token = token(call, input, "states:SendTaskSuccess");
        machines.sendTaskSuccess(token, text(input, "output"));
        return Json.object();
    }

    private JsonNode taskFailure(Call call, ObjectNode input) {
        String token = token(call, input, "states:SendTaskFailure");
        StatesError error = new StatesError(
                input.path("error").asText(""), input.path("cause").asText(""));
        machines.tokens().fail(token, error);
        return Json.object();
    }

    private JsonNode heartbeat(Call call, ObjectNode input) {
        machines.tokens().heartbeat(token(call, input, "states:SendTaskHeartbeat"));
        return Json.object();
    }

    private String token(Call call, ObjectNode input, String action) {
        String token = text(input, "taskToken");
        call.authorize(action, machines.tokens().find(token).stateMachineArn());
        return token;
    }

    static String text(ObjectNode input, String member) {
        String value = optional(input, member);
        if (value == null) {
            throw new AwsError(400, "ValidationException", "'" + member + "' must not be null");
        }
        return value;
    }

    static @Nullable String optional(ObjectNode input, String member) {
        JsonNode value = input.path(member);
        return value.isTextual() ? value.asText() : null;
    }
}
