package slipway.local.states;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

class StatesServiceTest {
    private static final String PARK = """
            'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
              'Arguments':{'FunctionName':'f','Payload':'{% $states.context.Task.Token %}'},'End':true}""";

    private final CompletableFuture<String> token = new CompletableFuture<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void anExecutionIsStartedWokenAndDescribedOverTheWire() throws IOException {
        FunctionInvoker park = (name, payload, from) -> {
            token.complete(payload.asText());
            return Machine.answer("null");
        };
        try (Machine machine = new Machine("A", PARK, park)) {
            StatesService service = new StatesService(machine.machines);
            String machineArn = machine.arn;
            JsonNode started = call(
                    service,
                    "StartExecution",
                    Json.object().put("stateMachineArn", machineArn).put("name", "one"));
            String arn = started.path("executionArn").asText();
            assertThat(started.path("startDate").isNumber()).isTrue();
            call(
                    service,
                    "SendTaskSuccess",
                    Json.object()
                            .put(
                                    "taskToken",
                                    token.orTimeout(20, TimeUnit.SECONDS).join())
                            .put("output", "{\"a\":1}"));
            Machine.over(machine.machines.execution(arn));

            JsonNode described =
                    call(service, "DescribeExecution", Json.object().put("executionArn", arn));
            assertThat(described.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(described.path("output").asText()).isEqualTo("{\"a\":1}");
            JsonNode history =
                    call(service, "GetExecutionHistory", Json.object().put("executionArn", arn));
            // The token can be back before the call that carried it has returned; then there is no TaskSubmitted.
            assertThat(history.path("events").findValuesAsText("type"))
                    .filteredOn(type -> !type.equals("TaskSubmitted"))
                    .containsExactly(
                            "ExecutionStarted",
                            "TaskStateEntered",
                            "TaskScheduled",
                            "TaskStarted",
                            "TaskSucceeded",
                            "TaskStateExited",
                            "ExecutionSucceeded");
            assertThat(asked)
                    .containsExactly(
                            "states:StartExecution " + machineArn,
                            "states:SendTaskSuccess " + machineArn,
                            "states:DescribeExecution " + arn,
                            "states:GetExecutionHistory " + arn);
        }
    }

    @Test
    void errorsGoUnderAwsNames() throws IOException {
        try (Machine machine = new Machine("A", "'A':{'Type':'Succeed'}")) {
            StatesService service = new StatesService(machine.machines);
            var input = Json.object().put("stateMachineArn", machine.arn).put("name", "one");
            String arn =
                    call(service, "StartExecution", input).path("executionArn").asText();
            Machine.over(machine.machines.execution(arn));
            assertThat(call(service, "StartExecution", input).path("__type").asText())
                    .isEqualTo("ExecutionAlreadyExists");
            assertThat(call(service, "StartExecution", input.put("name", "a b"))
                            .path("__type")
                            .asText())
                    .isEqualTo("InvalidName");
            assertThat(call(service, "CreateStateMachine", input)
                            .path("message")
                            .asText())
                    .contains("does not know the operation 'CreateStateMachine'");
        }
    }

    private JsonNode call(StatesService service, String operation, JsonNode input) throws IOException {
        Answer answer = service.answer(new Call(
                "states",
                new Caller.Administrator("arn:aws:iam::111122223333:root"),
                "POST",
                "/",
                Map.of(),
                Map.of("x-amz-target", "AWSStepFunctions." + operation),
                Json.write(input).getBytes(UTF_8),
                (caller, action, resource, context) -> asked.add(action + " " + resource)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.body().writeTo(out);
        return Objects.requireNonNull(Json.read(out.toString(UTF_8)));
    }
}
