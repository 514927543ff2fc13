package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class TaskTokenTest {
    private final CompletableFuture<String> token = new CompletableFuture<>();

    private final FunctionInvoker park = (name, payload, from) -> {
        token.complete(payload.path("token").asText());
        return Machine.answer("null");
    };

    private static String park(String more) {
        return """
                'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',
                  'Arguments':{'FunctionName':'f','Payload':{'token':'{%% $states.context.Task.Token %%}'}},%s
                  'Catch':[{'ErrorEquals':['States.Timeout'],'Next':'Late'}],'Next':'Done'},
                'Late':{'Type':'Succeed','Output':'late'},
                'Done':{'Type':'Succeed','Output':{'got':'{%% $states.input %%}'}}""".formatted(more);
    }

    @Test
    void whatComesForTheTokenIsTheResult() {
        try (Machine machine = new Machine("A", park("'TimeoutSeconds':100000,"), park)) {
            Execution execution = machine.start("{}");
            machine.machines.sendTaskSuccess(token(), "{\"woken\":true}");
            assertThat(Machine.over(execution).output()).isEqualTo(Json.read("{\"got\":{\"woken\":true}}"));
        }
    }

    @Test
    void aTokenThatNobodyUsesTimesOutInScaledTime() {
        try (Machine machine = new Machine("A", park("'TimeoutSeconds':'{% $states.input.s %}',"), park)) {
            Execution execution = machine.start("{'s':60}");
            assertThat(Objects.requireNonNull(Machine.over(execution).output()).asText())
                    .isEqualTo("late");
            assertThat(Machine.types(execution)).contains("TaskSubmitted", "TaskTimedOut");
            assertThatThrownBy(() -> machine.machines.sendTaskSuccess(token(), "1"))
                    .hasMessageContaining("Task Timed Out");
        }
    }

    @Test
    void missingHeartbeatsCountAsATimeout() {
        try (Machine machine = new Machine("A", park("'HeartbeatSeconds':5,"), park)) {
            assertThat(machine.output("{}").asText()).isEqualTo("late");
        }
    }

    @Test
    void aFailureThatIsSentCarriesItsErrorName() {
        try (Machine machine = new Machine("A", park(""), park)) {
            Execution execution = machine.start("{}");
            machine.machines.tokens().fail(token(), new StatesError("Refused", "by a person"));
            assertThat(Objects.requireNonNull(Machine.over(execution).failure()).error())
                    .isEqualTo("Refused");
        }
    }

    @Test
    void theTokenOfAStoppedExecutionIsOver() {
        try (Machine machine = new Machine("A", park(""), park)) {
            Execution execution = machine.start("{}");
            String given = token();
            machine.machines.stop(execution.start().arn(), "Stopped", null);
            assertThat(Machine.over(execution).status()).isEqualTo(Execution.Status.ABORTED);
            assertThatThrownBy(() -> machine.machines.sendTaskSuccess(given, "1"))
                    .hasMessageContaining("Task Timed Out");
        }
    }

    @Test
    void anUnknownTokenIsInvalid() {
        try (Machine machine = new Machine("A", park(""), park)) {
            assertThatThrownBy(() -> machine.machines.sendTaskSuccess("no", "1"))
                    .hasMessageContaining("Invalid Token");
        }
    }

    private String token() {
        return token.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
