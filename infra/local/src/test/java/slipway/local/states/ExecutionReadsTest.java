package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.json.Json;

class ExecutionReadsTest {
    private final Machine machine = new Machine("A", "'A':{'Type':'Succeed'}");
    private final Client client = new Client(new StatesService(machine.machines));

    @AfterEach
    void stop() {
        machine.close();
    }

    private JsonNode call(String operation, String input) {
        return client.json(operation, "{'stateMachineArn':'" + machine.arn + "'" + input + "}");
    }

    @Test
    void executionsAreListedByStatusAndInPages() {
        for (int i = 0; i < 3; i++) {
            machine.run("{}");
        }

        JsonNode first = call("ListExecutions", ",'statusFilter':'SUCCEEDED','maxResults':2");
        JsonNode rest = call(
                "ListExecutions",
                ",'maxResults':2,'nextToken':'" + first.path("nextToken").asText() + "'");

        assertThat(first.path("executions")).hasSize(2);
        assertThat(rest.path("executions")).hasSize(1);
        assertThat(rest.has("nextToken")).isFalse();
        assertThat(call("ListExecutions", ",'statusFilter':'RUNNING'").path("executions"))
                .isEmpty();
        assertThat(call("ListExecutions", ",'nextToken':'x'").path("__type").asText())
                .isEqualTo("InvalidToken");
        assertThat(call("ListExecutions", ",'maxResults':1001").path("__type").asText())
                .isEqualTo("ValidationException");
    }

    @Test
    void anExecutionKeepsTheDefinitionItBeganWith() {
        Execution execution = machine.start("{}");
        Machine.over(execution);
        machine.machines.put("rollout", "other-role", Machine.definition("B", "'B':{'Type':'Succeed'}"));

        JsonNode began = client.json(
                "DescribeStateMachineForExecution",
                "{'executionArn':'" + execution.start().arn() + "'}");

        assertThat(began.path("definition").asText()).contains("\"StartAt\":\"A\"");
        assertThat(began.path("roleArn").asText()).isEqualTo(Machine.ROLE);
        assertThat(call("DescribeStateMachine", "").path("definition").asText()).contains("\"StartAt\":\"B\"");
        assertThat(client.json("ListStateMachines", "{}").path("stateMachines").toString())
                .contains(machine.arn);
    }

    @Test
    void anExecutionIsDescribedWithItsDataAndOfAListOnlyWithItsName() {
        String arn = machine.start("{'a':1}").start().arn();
        Machine.over(machine.machines.execution(arn));

        ObjectNode described = (ObjectNode) client.json("DescribeExecution", "{'executionArn':'" + arn + "'}");
        JsonNode metadata =
                client.json("DescribeExecution", "{'executionArn':'" + arn + "','includedData':'METADATA_ONLY'}");
        JsonNode listed = call("ListExecutions", "").at("/executions/0");

        ObjectNode bare = described.deepCopy();
        bare.remove(List.of("input", "inputDetails", "output", "outputDetails"));
        assertThat(metadata).isEqualTo(bare);
        bare.remove(List.of("redriveStatus", "redriveStatusReason"));
        assertThat(listed).isEqualTo(bare);
        described.remove(List.of("startDate", "stopDate", "executionArn", "stateMachineArn", "name"));
        assertThat(described).isEqualTo(Json.read("""
                {"status":"SUCCEEDED","redriveCount":0,"redriveStatus":"NOT_REDRIVABLE",
                 "redriveStatusReason":"Execution is SUCCEEDED and cannot be redriven",
                 "input":"{\\"a\\":1}","inputDetails":{"included":true},
                 "output":"{\\"a\\":1}","outputDetails":{"included":true}}"""));
    }

    @Test
    void aHistoryWithoutExecutionDataKeepsItsShape() {
        String arn = machine.start("{'secret':1}").start().arn();
        Machine.over(machine.machines.execution(arn));
        JsonNode history =
                client.json("GetExecutionHistory", "{'executionArn':'" + arn + "','includeExecutionData':false}");
        assertThat(history.at("/events/0/executionStartedEventDetails"))
                .isEqualTo(Json.read("{\"inputDetails\":{\"truncated\":false},\"roleArn\":\"" + Machine.ROLE + "\"}"));
        assertThat(history.at("/events/1/stateEnteredEventDetails/name").asText())
                .isEqualTo("A");
        assertThat(history.toString()).doesNotContain("secret");
        assertThat(client.json("GetExecutionHistory", "{'executionArn':'" + arn + "'}")
                        .toString())
                .contains("secret");
    }

    @Test
    void aHistoryIsReadFromEitherEndInPages() {
        Execution execution = machine.start("{}");
        Machine.over(execution);
        String arn = "{'executionArn':'" + execution.start().arn() + "'";

        JsonNode newest = client.json("GetExecutionHistory", arn + ",'reverseOrder':true,'maxResults':1}");
        JsonNode next = client.json(
                "GetExecutionHistory",
                arn + ",'reverseOrder':true,'maxResults':1,'nextToken':'"
                        + newest.path("nextToken").asText() + "'}");

        assertThat(newest.at("/events/0/type").asText()).isEqualTo("ExecutionSucceeded");
        assertThat(next.at("/events/0/type").asText()).isEqualTo("SucceedStateExited");
        assertThat(client.asked)
                .containsOnly("states:GetExecutionHistory " + execution.start().arn());
    }
}
