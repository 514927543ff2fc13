package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;

class RetryAndCatchTest {

    @Test
    void namesMatchExactlyAndNotByTheirBeginning() {
        assertThat(matches("Lambda.ServiceException", "Lambda.ServiceException"))
                .isTrue();
        assertThat(matches("Lambda", "Lambda.ServiceException")).isFalse();
        assertThat(matches("Lambda.*", "Lambda.ServiceException")).isFalse();
    }

    @Test
    void allTakesEveryErrorButTwo() {
        assertThat(matches("States.ALL", "Anything")).isTrue();
        assertThat(matches("States.ALL", "States.Timeout")).isTrue();
        assertThat(matches("States.ALL", "States.QueryEvaluationError")).isTrue();
        assertThat(matches("States.ALL", "States.DataLimitExceeded")).isFalse();
        assertThat(matches("States.ALL", "States.Runtime")).isFalse();
    }

    @Test
    void nothingTakesRuntimeNotEvenItsName() {
        assertThat(matches("States.Runtime", "States.Runtime")).isFalse();
        assertThat(matches("States.DataLimitExceeded", "States.DataLimitExceeded"))
                .isTrue();
    }

    @Test
    void taskFailedTakesEverythingButTimeouts() {
        assertThat(matches("States.TaskFailed", "Lambda.ServiceException")).isTrue();
        assertThat(matches("States.TaskFailed", "States.Timeout")).isFalse();
    }

    @Test
    void aMissingHeartbeatIsATimeoutThatHasANameOfItsOwn() {
        StatesError missing = StatesError.heartbeat();
        assertThat(ErrorMatch.matches(List.of("States.Timeout"), missing)).isTrue();
        assertThat(ErrorMatch.matches(List.of("States.HeartbeatTimeout"), missing))
                .isTrue();
        assertThat(ErrorMatch.matches(List.of("States.TaskFailed"), missing)).isFalse();
        assertThat(matches("States.HeartbeatTimeout", "States.Timeout")).isFalse();
        assertThat(missing.error()).isEqualTo("States.Timeout");
    }

    @Test
    void anErrorWithoutANameIsTakenByTheWildcardsAlone() {
        StatesError nameless = new StatesError(null, null);
        assertThat(ErrorMatch.matches(List.of("States.ALL"), nameless)).isTrue();
        assertThat(ErrorMatch.matches(List.of("States.TaskFailed"), nameless)).isTrue();
        assertThat(ErrorMatch.matches(List.of("Odd"), nameless)).isFalse();
    }

    private static boolean matches(String wanted, String error) {
        return ErrorMatch.matches(List.of(wanted), error(error));
    }

    private static StatesError error(String name) {
        return new StatesError(name, "");
    }

    @Test
    void pausesGrowUpToTheLongestOneAndAttemptsEnd() {
        var retrier = new State.Retrier(List.of("X"), 2, 4, 3.0, 20, false);
        Attempts attempts = new Attempts(List.of(retrier), () -> 0.5);
        assertThat(attempts.pauseAfter(error("X"))).contains(Duration.ofSeconds(2));
        assertThat(attempts.pauseAfter(error("X"))).contains(Duration.ofSeconds(6));
        assertThat(attempts.pauseAfter(error("X"))).contains(Duration.ofSeconds(18));
        assertThat(attempts.pauseAfter(error("X"))).contains(Duration.ofSeconds(20));
        assertThat(attempts.pauseAfter(error("X"))).isEmpty();
        assertThat(attempts.pauseAfter(error("Y"))).isEmpty();
    }

    @Test
    void jitterDrawsFromZeroToThePause() {
        var retrier = new State.Retrier(List.of("States.ALL"), 10, 1, 2.0, 60, true);
        assertThat(new Attempts(List.of(retrier), () -> 0.25).pauseAfter(error("X")))
                .contains(Duration.ofMillis(2500));
    }

    @Test
    void noAttemptsMeansThatTheFirstMatchingRetrierStops() {
        var never = new State.Retrier(List.of("X"), 1, 0, 2.0, 60, false);
        var always = new State.Retrier(List.of("States.ALL"), 1, 9, 2.0, 60, false);
        assertThat(new Attempts(List.of(never, always), () -> 0.5).pauseAfter(error("X")))
                .isEmpty();
    }

    @Test
    void aTaskIsRetriedInScaledTimeUntilItSucceeds() {
        AtomicInteger calls = new AtomicInteger();
        FunctionInvoker thirdTime = (name, payload, from) -> {
            if (calls.incrementAndGet() < 3) {
                throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded");
            }
            return Machine.answer("'done'");
        };
        String retry = "[{'ErrorEquals':['Lambda.TooManyRequestsException'],'IntervalSeconds':10}]";
        try (Machine machine = new Machine("A", task(retry, "[]"), thirdTime)) {
            Instant before = machine.clock.instant();
            Execution execution = machine.start("{}");
            Execution.Outcome outcome = Machine.over(execution);
            assertThat(Objects.requireNonNull(outcome.output()).path("Payload").asText())
                    .isEqualTo("done");
            assertThat(Duration.between(before, outcome.at())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
            assertThat(Machine.types(execution))
                    .filteredOn("TaskFailed"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void aFunctionsErrorGoesUnderItsTypeToTheCatchThatNamesIt() {
        String catches = "[{'ErrorEquals':['Other'],'Next':'No'},{'ErrorEquals':['Odd'],'Next':'Caught',"
                + "'Assign':{'why':'{% $states.errorOutput.Error %}'},'Output':'{% $states.errorOutput.Cause %}'}]";
        try (Machine machine = new Machine("A", task("[]", catches), (name, payload, from) -> Machine.error("Odd"))) {
            assertThat(machine.output("{}").toString())
                    .isEqualTo("{\"why\":\"Odd\",\"in\":\"{\\\"errorType\\\":\\\"Odd\\\"}\"}");
        }
    }

    @Test
    void anErrorThatNothingTakesFailsTheExecutionWithItsName() {
        String catches = "[{'ErrorEquals':['Odd'],'Next':'Caught'}]";
        try (Machine machine =
                new Machine("A", task("[]", catches), (name, payload, from) -> Machine.error("Odd.Deeper"))) {
            Execution.Outcome outcome = machine.run("{}");
            assertThat(outcome.status()).isEqualTo(Execution.Status.FAILED);
            assertThat(Objects.requireNonNull(outcome.failure()).error()).isEqualTo("Odd.Deeper");
        }
    }

    @Test
    void aDeniedCallShowsAsTheLambdaClientsBaseException() {
        FunctionInvoker denied = (name, payload, from) -> {
            throw AwsError.accessDenied(from, "lambda:InvokeFunction", name);
        };
        try (Machine machine = new Machine("A", task("[]", "[]"), denied)) {
            StatesError failure = Objects.requireNonNull(machine.run("{}").failure());
            assertThat(failure.error()).isEqualTo("Lambda.AWSLambdaException");
            assertThat(failure.cause()).contains("lambda:InvokeFunction");
        }
    }

    private static String task(String retry, String catches) {
        return """
                'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},
                  'Retry':%s,'Catch':%s,'End':true},
                'No':{'Type':'Fail'},
                'Caught':{'Type':'Succeed','Output':{'why':'{%% $why %%}','in':'{%% $states.input %%}'}}""".formatted(retry, catches);
    }
}
