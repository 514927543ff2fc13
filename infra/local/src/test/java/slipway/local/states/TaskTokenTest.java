package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;
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
        try (Machine machine = new Machine("A", park("'HeartbeatSeconds':'{% 2 + 3 %}',"), park)) {
            Execution execution = machine.start("{}");
            assertThat(Objects.requireNonNull(Machine.over(execution).output()).asText())
                    .isEqualTo("late");
            assertThat(Machine.details(execution, "TaskScheduled")).contains("\"heartbeatInSeconds\":5");
            assertThat(Machine.details(execution, "TaskTimedOut"))
                    .isEqualTo("{\"resourceType\":\"lambda\",\"resource\":\"invoke.waitForTaskToken\","
                            + "\"error\":\"States.Timeout\"}");
        }
    }

    @Test
    void everyHeartbeatGivesTheWholeTimeAgain() {
        try (Machine machine = new Machine(100, "A", park("'HeartbeatSeconds':200,"), park)) {
            Execution execution = machine.start("{}");
            Instant began = machine.clock.instant();
            for (int i = 0; i < 5; i++) {
                machine.pass(Duration.ofSeconds(60));
                machine.machines.tokens().heartbeat(token());
            }
            assertThat(machine.clock.instant()).isAfter(began.plusSeconds(300));
            assertThat(execution.status()).isEqualTo(Execution.Status.RUNNING);
            assertThat(Objects.requireNonNull(Machine.over(execution).output()).asText())
                    .isEqualTo("late");
        }
    }

    @Test
    void theNameOfAMissingHeartbeatIsTakenBeforeATimeout() {
        String states = park("'HeartbeatSeconds':5,")
                .replace("'Catch':[", "'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],'Next':'Silent'},")
                .concat(",'Silent':{'Type':'Succeed','Output':'silent'}");
        try (Machine machine = new Machine("A", states, park)) {
            assertThat(machine.output("{}").asText()).isEqualTo("silent");
        }
    }

    @Test
    void whatTheCallAnsweredIsSubmitted() {
        try (Machine machine = new Machine("A", park("'TimeoutSeconds':60,"), park)) {
            Execution execution = machine.start("{}");
            Machine.over(execution);
            assertThat(Machine.story(execution)).contains("4 3 TaskStarted\n5 4 TaskSubmitted\n6 5 TaskTimedOut");
            assertThat(Machine.details(execution, "TaskSubmitted"))
                    .contains("\"output\":\"{\\\"ExecutedVersion\\\"", "\"outputDetails\":{\"truncated\":false}");
        }
    }

    @Test
    void aFailureThatIsSentWithoutErrorAndCauseShowsThemAsNull() {
        String states =
                park("").replace("States.Timeout", "States.TaskFailed").replace("'late'", "'{% $states.input %}'");
        try (Machine machine = new Machine("A", states, park)) {
            Execution execution = machine.start("{}");
            machine.machines.tokens().fail(token(), new StatesError(null, null));
            assertThat(Machine.over(execution).output()).isEqualTo(Json.read("{\"Error\":null,\"Cause\":null}"));
            assertThat(Machine.details(execution, "TaskFailed"))
                    .isEqualTo("{\"resourceType\":\"lambda\",\"resource\":\"invoke.waitForTaskToken\"}");
        }
    }

    @Test
    void aRetryGetsATokenOfItsOwn() {
        List<String> tokens = new CopyOnWriteArrayList<>();
        FunctionInvoker twice = (name, payload, from) -> {
            tokens.add(payload.path("token").asText());
            return Machine.answer("null");
        };
        String retry = "'TimeoutSeconds':5,'Retry':[{'ErrorEquals':['States.Timeout'],'MaxAttempts':1}],";
        try (Machine machine = new Machine("A", park(retry), twice)) {
            assertThat(machine.output("{}").asText()).isEqualTo("late");
            assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
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
    void aTokenIsLongAndHoldsWhatAnAddressMustEscape() {
        try (Machine machine = new Machine("A", park(""), park)) {
            machine.start("{}");
            assertThat(token()).hasSizeBetween(600, 1024).containsPattern("[+/=]");
        }
    }

    @Test
    void aTextThatIsNoTokenIsInvalidAndATokenThatNobodyHasDoesNotExist() {
        try (Machine machine = new Machine("A", park(""), park);
                Machine other = new Machine("A", park(""), park)) {
            machine.start("{}");
            String given = token();
            for (String wrong : List.of("no", "x".repeat(640), given.substring(4))) {
                assertRefused(() -> machine.machines.sendTaskSuccess(wrong, "1"), "InvalidToken");
            }
            assertRefused(() -> other.machines.sendTaskSuccess(given, "1"), "TaskDoesNotExist");
            machine.machines.sendTaskSuccess(given, "1");
            assertRefused(() -> machine.machines.sendTaskSuccess(given, "1"), "TaskTimedOut");
            assertRefused(() -> machine.machines.tokens().heartbeat(given), "TaskTimedOut");
        }
    }

    @Test
    void anOutputThatIsNoJsonIsInvalidAndTheTaskWaitsOn() {
        try (Machine machine = new Machine("A", park(""), park)) {
            Execution execution = machine.start("{}");
            assertRefused(() -> machine.machines.sendTaskSuccess(token(), "{"), "InvalidOutput");
            machine.machines.sendTaskSuccess(token(), "{}");
            assertThat(Machine.over(execution).status()).isEqualTo(Execution.Status.SUCCEEDED);
        }
    }

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private String token() {
        return token.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
