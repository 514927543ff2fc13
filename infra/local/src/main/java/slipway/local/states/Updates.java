package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** What changes a state machine, or says beforehand whether its definition would be taken. */
final class Updates {
    private static final Set<String> KNOWN = Set.of("stateMachineArn", "definition", "roleArn");

    private final StateMachines machines;

    Updates(StateMachines machines) {
        this.machines = machines;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of("UpdateStateMachine", this::update, "ValidateStateMachineDefinition", this::validate);
    }

    private JsonNode update(Call call, ObjectNode input) {
        Members.only(input, KNOWN);
        String arn = Members.stateMachine(input);
        String definition = Members.optional(input, "definition", DefinitionReader.MAX_BYTES);
        String role = Members.optional(input, "roleArn");
        call.authorize("states:UpdateStateMachine", arn);
        if (definition == null && role == null) {
            throw new AwsError(
                    400,
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        if (role != null) {
            call.authorize("iam:PassRole", role, Map.of("iam:PassedToService", "states.amazonaws.com"));
        }
        StateMachine updated = machines.update(arn, role, definition);
        return Json.object().put("updateDate", Json.seconds(updated.updated())).put("revisionId", updated.revision());
    }

    private JsonNode validate(Call call, ObjectNode input) {
        call.authorize("states:ValidateStateMachineDefinition", "*");
        String definition =
                Members.limited(Members.text(input, "definition"), "definition", DefinitionReader.MAX_BYTES);
        ObjectNode answer = Json.object().put("truncated", false);
        ArrayNode diagnostics = answer.putArray("diagnostics");
        machines.problem(definition)
                .ifPresent(problem -> diagnostics
                        .addObject()
                        .put("severity", "ERROR")
                        .put("code", "SCHEMA_VALIDATION_FAILED")
                        .put("message", problem));
        return answer.put("result", diagnostics.isEmpty() ? "OK" : "FAIL");
    }
}
