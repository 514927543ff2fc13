package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Client;
import slipway.local.json.Json;

class UpdatesTest {
    private static final String OLD = "'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',"
            + "'Arguments':{'FunctionName':'f','Payload':'{% $states.context.Task.Token %}'},'Next':'B'},"
            + "'B':{'Type':'Succeed','Output':'old'}";
    private static final String NEW = "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"B\",\"States\":"
            + "{\"B\":{\"Type\":\"Succeed\",\"Output\":\"new\"}}}";

    private final CompletableFuture<String> token = new CompletableFuture<>();
    private final Machine machine = new Machine("A", OLD, (name, payload, from) -> {
        token.complete(payload.asText());
        return Machine.answer("null");
    });
    private final Client client = new Client(new StatesService(machine.machines));

    @AfterEach
    void stop() {
        machine.close();
    }

    private JsonNode call(String operation, String member, String value) {
        ObjectNode input = Json.object().put("stateMachineArn", machine.arn).put(member, value);
        return client.json(operation, Json.write(input));
    }

    @Test
    void anUpdateIsForTheNextExecutionAndNotForTheOpenOne() {
        Execution open = machine.start("{}");
        JsonNode before = call("DescribeStateMachine", "includedData", "ALL_DATA");
        JsonNode updated = call("UpdateStateMachine", "definition", NEW);
        JsonNode after = call("DescribeStateMachine", "includedData", "ALL_DATA");

        assertThat(updated.path("updateDate").isNumber()).isTrue();
        assertThat(before.has("revisionId")).isFalse();
        assertThat(after.path("revisionId")).isEqualTo(updated.path("revisionId"));
        assertThat(after.path("creationDate")).isEqualTo(before.path("creationDate"));
        assertThat(after.path("definition").asText()).isEqualTo(NEW);
        assertThat(machine.output("{}").asText()).isEqualTo("new");
        machine.machines.sendTaskSuccess(token.join(), "1");
        assertThat(Objects.requireNonNull(Machine.over(open).output()).asText()).isEqualTo("old");
    }

    @Test
    void aNewRoleMustBePassedAndTheOpenExecutionKeepsItsOwn() {
        Execution open = machine.start("{}");
        call("UpdateStateMachine", "roleArn", "arn:aws:iam::111122223333:role/other");

        assertThat(client.asked)
                .containsExactly(
                        "states:UpdateStateMachine " + machine.arn,
                        "iam:PassRole arn:aws:iam::111122223333:role/other");
        assertThat(open.role().arn()).contains(":assumed-role/rollout/");
        assertThat(machine.start("{}").role().arn()).contains(":assumed-role/other/");

        client.refuse("iam:PassRole");
        assertThat(call("UpdateStateMachine", "roleArn", "arn:aws:iam::111122223333:role/third")
                        .path("__type")
                        .asText())
                .isEqualTo("AccessDeniedException");
        assertThat(call("DescribeStateMachine", "includedData", "METADATA_ONLY")
                        .path("roleArn")
                        .asText())
                .endsWith("other");
    }

    @Test
    void aDefinitionThatIsNotTakenChangesNothing() {
        String wrong = NEW.replace("Succeed", "Map");
        JsonNode refused = call("UpdateStateMachine", "definition", wrong);
        assertThat(refused.path("__type").asText()).isEqualTo("InvalidDefinition");
        assertThat(refused.path("message").asText())
                .contains("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ", "the state type 'Map'");
        assertThat(call("DescribeStateMachine", "includedData", "ALL_DATA")
                        .path("definition")
                        .asText())
                .contains("waitForTaskToken");
    }

    @Test
    void aDefinitionCanBeValidatedBeforehand() {
        assertThat(call("ValidateStateMachineDefinition", "definition", NEW))
                .isEqualTo(Json.read("{\"truncated\":false,\"diagnostics\":[],\"result\":\"OK\"}"));
        JsonNode wrong = call("ValidateStateMachineDefinition", "definition", NEW.replace("Succeed", "Map"));
        assertThat(wrong.path("result").asText()).isEqualTo("FAIL");
        assertThat(wrong.at("/diagnostics/0/severity").asText()).isEqualTo("ERROR");
        assertThat(wrong.at("/diagnostics/0/message").asText()).contains("the state type 'Map'");
    }

    @Test
    void aTemplateThatIsDeployedAgainLeavesTheOpenExecutionItsDefinition() {
        StateMachineResources resources = new StateMachineResources(machine.machines);
        Execution open = machine.start("{}");
        ObjectNode properties = Json.object()
                .put("StateMachineName", "rollout")
                .put("RoleArn", Machine.ROLE)
                .put("DefinitionString", NEW);
        String arn = resources
                .make(new Wanted("stack", "Rollout", "AWS::StepFunctions::StateMachine", properties))
                .physicalId();

        assertThat(arn).isEqualTo(machine.arn);
        assertThat(machine.output("{}").asText()).isEqualTo("new");
        assertThat(open.definitionText()).contains("waitForTaskToken");
        machine.machines.sendTaskSuccess(token.join(), "1");
        assertThat(Objects.requireNonNull(Machine.over(open).output()).asText()).isEqualTo("old");
    }
}
