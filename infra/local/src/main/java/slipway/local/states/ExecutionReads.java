package slipway.local.states;

import static slipway.local.states.StatesService.optional;
import static slipway.local.states.StatesService.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** What Step Functions tells of state machines and their executions. */
final class ExecutionReads {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final StateMachines machines;

    ExecutionReads(StateMachines machines) {
        this.machines = machines;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "DescribeExecution", this::execution,
                "DescribeStateMachine", this::machine,
                "DescribeStateMachineForExecution", this::machineOf,
                "GetExecutionHistory", this::history,
                "ListExecutions", this::executions,
                "ListStateMachines", this::machines);
    }

    private JsonNode execution(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:DescribeExecution", arn);
        return Descriptions.execution(machines.execution(arn));
    }

    private JsonNode executions(Call call, ObjectNode input) {
        String machine = text(input, "stateMachineArn");
        call.authorize("states:ListExecutions", machine);
        String status = optional(input, "statusFilter");
        List<Execution> all = machines.executions(machine).stream()
                .filter(execution -> status == null || execution.status().name().equals(status))
                .toList();
        return page(input, "executions", all, Descriptions::summary);
    }

    private JsonNode history(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:GetExecutionHistory", arn);
        List<History.Event> all = machines.execution(arn).history().events();
        boolean newestFirst = input.path("reverseOrder").asBoolean(false);
        return page(input, "events", newestFirst ? all.reversed() : all, Descriptions::event);
    }

    private JsonNode machine(Call call, ObjectNode input) {
        String arn = text(input, "stateMachineArn");
        call.authorize("states:DescribeStateMachine", arn);
        StateMachines.StateMachine machine = machines.machine(arn);
        return summary(machine)
                .put("status", "ACTIVE")
                .put("roleArn", machine.roleArn())
                .put("definition", machine.definition().text());
    }

    /** The definition and role that the execution began with, and not those of today. */
    private JsonNode machineOf(Call call, ObjectNode input) {
        String arn = text(input, "executionArn");
        call.authorize("states:DescribeStateMachineForExecution", arn);
        Execution execution = machines.execution(arn);
        StateMachines.StateMachine machine = machines.machine(execution.start().stateMachineArn());
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("definition", execution.definitionText())
                .put("roleArn", execution.start().roleArn())
                .put("updateDate", Json.seconds(machine.at()));
    }

    private JsonNode machines(Call call, ObjectNode input) {
        call.authorize("states:ListStateMachines", "*");
        return page(input, "stateMachines", machines.all(), ExecutionReads::summary);
    }

    private static ObjectNode summary(StateMachines.StateMachine machine) {
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", "STANDARD")
                .put("creationDate", Json.seconds(machine.at()));
    }

    private static <T> ObjectNode page(ObjectNode input, String member, List<T> all, Function<T, ObjectNode> shown) {
        int size = input.path("maxResults").asInt(0);
        if (size < 0 || size > LARGEST_PAGE) {
            throw new AwsError(400, "ValidationException", "maxResults must be 0 to 1000");
        }
        // Zero asks for the default.
        Page<T> page = Page.of(all, optional(input, "nextToken"), size == 0 ? PAGE : size, "InvalidToken");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(item -> items.add(shown.apply(item)));
        return page.next() == null ? answer : answer.put("nextToken", page.next());
    }
}
