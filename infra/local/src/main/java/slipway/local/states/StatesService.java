package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** Step Functions' API. */
public final class StatesService extends JsonService {
    private final StateMachines machines;

    public StatesService(StateMachines machines) {
        this.machines = machines;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("states");
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of(
                "StartExecution", this::start,
                "DescribeExecution", this::describe,
                "StopExecution", this::stop,
                "ListExecutions", this::list,
                "GetExecutionHistory", this::history,
                "DescribeStateMachine", this::describeMachine,
                "SendTaskSuccess", this::taskSuccess,
                "SendTaskFailure", this::taskFailure,
                "SendTaskHeartbeat", this::heartbeat);
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

    private JsonNode describe(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:DescribeExecution", arn);
        return Descriptions.execution(machines.execution(arn));
    }

    private JsonNode stop(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:StopExecution", arn);
        machines.stop(arn, optional(input, "error"), optional(input, "cause"));
        Execution.Outcome outcome = machines.execution(arn).outcome();
        return outcome == null ? Json.object() : Json.object().put("stopDate", Json.seconds(outcome.at()));
    }

    private JsonNode list(Call call, ObjectNode input) {
        String machine = text(input, "stateMachineArn");
        call.authorize("states:ListExecutions", machine);
        String status = optional(input, "statusFilter");
        ObjectNode answer = Json.object();
        ArrayNode executions = answer.putArray("executions");
        machines.executions(machine).stream()
                .filter(execution -> status == null || execution.status().name().equals(status))
                .limit(input.path("maxResults").asInt(1000))
                .forEach(execution -> executions.add(Descriptions.summary(execution)));
        return answer;
    }

    private JsonNode history(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:GetExecutionHistory", arn);
        List<History.Event> all = machines.execution(arn).history().events();
        boolean newestFirst = input.path("reverseOrder").asBoolean(false);
        int from = input.path("nextToken").asInt(0);
        int to = Math.min(all.size(), from + input.path("maxResults").asInt(1000));
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        (newestFirst ? all.reversed() : all).subList(from, to).forEach(e -> events.add(Descriptions.event(e)));
        if (to < all.size()) {
            answer.put("nextToken", String.valueOf(to));
        }
        return answer;
    }

    private JsonNode describeMachine(Call call, ObjectNode input) {
        String arn = text(input, "stateMachineArn");
        call.authorize("states:DescribeStateMachine", arn);
        StateMachines.StateMachine machine = machines.machine(arn);
        return Json.object()
                .put("stateMachineArn", arn)
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("type", "STANDARD")
                .put("roleArn", machine.roleArn())
                .put("definition", machine.definition().text())
                .put("creationDate", Json.seconds(machine.at()));
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

    private static String text(ObjectNode input, String member) {
        String value = optional(input, member);
        if (value == null) {
            throw new AwsError(400, "ValidationException", "'" + member + "' must not be null");
        }
        return value;
    }

    private static @Nullable String optional(ObjectNode input, String member) {
        JsonNode value = input.path(member);
        return value.isTextual() ? value.asText() : null;
    }
}
