package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;

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
