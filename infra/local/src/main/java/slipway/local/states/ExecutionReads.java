package slipway.local.states;

import static slipway.local.states.Members.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** What Step Functions tells of state machines and their executions. */
final class ExecutionReads {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;
    private static final Set<String> LISTED_BY = Set.of("stateMachineArn", "statusFilter", "maxResults", "nextToken");
    private static final Set<String> STATUSES =
            Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE");

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
        String arn = Members.execution(input);
        call.authorize("states:DescribeExecution", arn);
        return Descriptions.execution(machines.execution(arn), wantsData(input));
    }

    private JsonNode executions(Call call, ObjectNode input) {
        Members.only(input, LISTED_BY);
        String machine = Members.stateMachine(input);
        call.authorize("states:ListExecutions", machine);
        String status = status(input);
        List<Execution> all = machines.executions(machine).stream()
                .filter(execution -> status == null || execution.status().name().equals(status))
                .toList();
        return page(input, "executions", all, Descriptions::summary);
    }

    private static @Nullable String status(ObjectNode input) {
        String status = optional(input, "statusFilter");
        if (status != null && !STATUSES.contains(status)) {
            throw Members.invalid(
                    "Value '%s' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: %s"
                            .formatted(status, new TreeSet<>(STATUSES)));
        }
        return status;
    }

    private JsonNode history(Call call, ObjectNode input) {
        String arn = Members.execution(input);
        call.authorize("states:GetExecutionHistory", arn);
        List<History.Event> all = machines.execution(arn).history().events();
        boolean newestFirst = input.path("reverseOrder").asBoolean(false);
        boolean withData = input.path("includeExecutionData").asBoolean(true);
        return page(input, "events", newestFirst ? all.reversed() : all, event -> Descriptions.event(event, withData));
    }

    private JsonNode machine(Call call, ObjectNode input) {
        String arn = Members.stateMachine(input);
        call.authorize("states:DescribeStateMachine", arn);
        StateMachine machine = machines.machine(arn);
        ObjectNode shown =
                Descriptions.stateMachine(machine).put("status", "ACTIVE").put("roleArn", machine.roleArn());
        if (machine.revision() != null) {
            shown.put("revisionId", machine.revision());
        }
        return wantsData(input) ? shown.put("definition", machine.definition().text()) : shown;
    }

    /** Who asks for METADATA_ONLY gets none of what a key may protect. */
    private static boolean wantsData(ObjectNode input) {
        return !"METADATA_ONLY".equals(optional(input, "includedData"));
    }

    /** The definition and role that the execution began with, and not those of today. */
    private JsonNode machineOf(Call call, ObjectNode input) {
        String arn = Members.execution(input);
        call.authorize("states:DescribeStateMachineForExecution", arn);
        Execution execution = machines.execution(arn);
        StateMachine machine = machines.machine(execution.start().stateMachineArn());
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("definition", execution.definitionText())
                .put("roleArn", execution.start().roleArn())
                .put("updateDate", Json.seconds(machine.updated()));
    }

    private JsonNode machines(Call call, ObjectNode input) {
        call.authorize("states:ListStateMachines", "*");
        return page(input, "stateMachines", machines.all(), Descriptions::stateMachine);
    }

    private static <T> ObjectNode page(ObjectNode input, String member, List<T> all, Function<T, ObjectNode> shown) {
        int size = input.path("maxResults").asInt(0);
        if (size < 0 || size > LARGEST_PAGE) {
            throw Members.invalid(
                    "Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value %s than or equal to %d"
                            .formatted(size, size < 0 ? "greater" : "less", size < 0 ? 0 : LARGEST_PAGE));
        }
        // Zero asks for the default.
        Page<T> page = Page.of(all, optional(input, "nextToken"), size == 0 ? PAGE : size, "InvalidToken");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(item -> items.add(shown.apply(item)));
        return page.next() == null ? answer : answer.put("nextToken", page.next());
    }
}
