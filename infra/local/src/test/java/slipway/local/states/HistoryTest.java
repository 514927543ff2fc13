package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/** What an execution leaves behind, as AWS was seen to write it. */
class HistoryTest {
    private static final String INVOKE =
            "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'}";
    private static final String BY_ARN =
            "'Type':'Task','Resource':'arn:aws:lambda:eu-central-1:111122223333:function:f'";

    @Test
    void theFirstStateFollowsOnNothingAndEveryLaterEventOnTheOneBefore() {
        String states = """
                'A':{'Type':'Pass','Assign':{'n':1,'text':'x'},'Next':'B'},
                'B':{'Type':'Choice','Choices':[{'Condition':'{% $n = 1 %}','Next':'C'}],'Default':'D'},
                'C':{'Type':'Wait','Seconds':1,'Next':'D'},
                'D':{'Type':'Succeed','Output':{'done':true}}""";
        try (Machine machine = new Machine("A", states)) {
            Execution execution = over(machine, "{'a':1}");
            assertThat(Machine.story(execution)).isEqualTo("""
                    1 0 ExecutionStarted
                    2 0 PassStateEntered
                    3 2 PassStateExited
                    4 3 ChoiceStateEntered
                    5 4 ChoiceStateExited
                    6 5 WaitStateEntered
                    7 6 WaitStateExited
                    8 7 SucceedStateEntered
                    9 8 SucceedStateExited
                    10 9 ExecutionSucceeded""");
            assertThat(Machine.details(execution, "ExecutionStarted"))
                    .isEqualTo(json("{'input':'{\\'a\\':1}','inputDetails':{'truncated':false},'roleArn':'%s'}"
                            .formatted(Machine.ROLE)));
            assertThat(Machine.details(execution, "PassStateEntered"))
                    .isEqualTo(json("{'name':'A','input':'{\\'a\\':1}','inputDetails':{'truncated':false}}"));
            assertThat(Machine.details(execution, "PassStateExited"))
                    .isEqualTo(json("{'name':'A','output':'{\\'a\\':1}','outputDetails':{'truncated':false},"
                            + "'assignedVariables':{'n':'1','text':'\\'x\\''},"
                            + "'assignedVariablesDetails':{'truncated':false}}"));
            assertThat(Machine.details(execution, "ExecutionSucceeded"))
                    .isEqualTo(json("{'output':'{\\'done\\':true}','outputDetails':{'truncated':false}}"));
        }
    }

    @Test
    void aTaskIsScheduledWithItsParametersAndTimes() {
        String states = "'A':{" + INVOKE + ",'TimeoutSeconds':60,'End':true}";
        try (Machine machine = new Machine("A", states)) {
            Execution execution = over(machine, "{}");
            assertThat(Machine.story(execution)).isEqualTo("""
                    1 0 ExecutionStarted
                    2 0 TaskStateEntered
                    3 2 TaskScheduled
                    4 3 TaskStarted
                    5 4 TaskSucceeded
                    6 5 TaskStateExited
                    7 6 ExecutionSucceeded""");
            assertThat(Machine.details(execution, "TaskScheduled"))
                    .isEqualTo(json("{'resourceType':'lambda','resource':'invoke','region':'eu-central-1',"
                            + "'parameters':'{\\'FunctionName\\':\\'f\\'}','timeoutInSeconds':60}"));
            assertThat(Machine.details(execution, "TaskStarted"))
                    .isEqualTo(json("{'resourceType':'lambda','resource':'invoke'}"));
            assertThat(Machine.details(execution, "TaskSucceeded"))
                    .isEqualTo(json("{'resourceType':'lambda','resource':'invoke','output':"
                            + "'{\\'ExecutedVersion\\':\\'$LATEST\\',\\'StatusCode\\':200,\\'Payload\\':null}',"
                            + "'outputDetails':{'truncated':false}}"));
        }
    }

    @Test
    void aFailureThatIsCaughtLeavesTheStateAndOneThatIsNotDoesNot() {
        String states = "'A':{" + INVOKE + ",'Retry':[{'ErrorEquals':['Odd'],'MaxAttempts':1}],"
                + "'Catch':[{'ErrorEquals':['Odd'],'Next':'B'}],'End':true},'B':{" + INVOKE + ",'End':true}";
        try (Machine machine = new Machine("A", states, (name, payload, from) -> Machine.error("Odd"))) {
            Execution execution = over(machine, "{}");
            assertThat(Machine.story(execution)).isEqualTo("""
                    1 0 ExecutionStarted
                    2 0 TaskStateEntered
                    3 2 TaskScheduled
                    4 3 TaskStarted
                    5 4 TaskFailed
                    6 5 TaskScheduled
                    7 6 TaskStarted
                    8 7 TaskFailed
                    9 8 TaskStateExited
                    10 9 TaskStateEntered
                    11 10 TaskScheduled
                    12 11 TaskStarted
                    13 12 TaskFailed
                    14 13 ExecutionFailed""");
            assertThat(Machine.details(execution, "ExecutionFailed"))
                    .isEqualTo(json("{'error':'Odd','cause':'{\\'errorType\\':\\'Odd\\'}'}"));
        }
    }

    @Test
    void aTaskThatTakesTooLongTimesOutWithoutACause() {
        String states = "'A':{" + INVOKE + ",'TimeoutSeconds':1,'End':true}";
        try (Machine machine = new Machine("A", states, HistoryTest::never)) {
            Execution execution = over(machine, "{}");
            assertThat(Machine.details(execution, "TaskTimedOut"))
                    .isEqualTo(json("{'resourceType':'lambda','resource':'invoke','error':'States.Timeout'}"));
            assertThat(Machine.details(execution, "ExecutionFailed")).isEqualTo(json("{'error':'States.Timeout'}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Fine,    5 4 LambdaFunctionSucceeded, '{''output'':''1'',''outputDetails'':{''truncated'':false}}'",
        "Odd,     5 4 LambdaFunctionFailed,    '{''error'':''Odd'',''cause'':''{\\''errorType\\'':\\''Odd\\''}''}'",
        "TooLong, 5 4 LambdaFunctionTimedOut,  '{''error'':''States.Timeout''}'"
    })
    void aFunctionNamedByItsArnHasEventsOfItsOwn(String what, String event, String details) {
        FunctionInvoker function = (name, payload, from) -> switch (what) {
            case "Fine" -> Machine.answer(payload.path("n").toString());
            case "Odd" -> Machine.error("Odd");
            default -> never(name, payload, from);
        };
        try (Machine machine = new Machine("A", "'A':{" + BY_ARN + ",'TimeoutSeconds':1,'End':true}", function)) {
            Execution execution = over(machine, "{'n':1}");
            assertThat(Machine.story(execution))
                    .contains("3 2 LambdaFunctionScheduled\n4 3 LambdaFunctionStarted\n" + event);
            assertThat(Machine.details(execution, "LambdaFunctionScheduled"))
                    .isEqualTo(json("{'resource':'arn:aws:lambda:eu-central-1:111122223333:function:f',"
                            + "'input':'{\\'n\\':1}','inputDetails':{'truncated':false},'timeoutInSeconds':1}"));
            assertThat(Machine.details(execution, event.substring(4))).isEqualTo(json(details));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'''Type'':''Pass'',''Output'':''{% $gone %}''',               Output,        3 0",
        "'''Type'':''Pass'',''Output'':{''a'':[1,''{% $gone %}'']}',   Output/a/1,    3 0",
        "'''Type'':''Pass'',''Assign'':{''a'':''{% $gone %}''}',       Assign/a,      3 0",
        "'''Type'':''Wait'',''Seconds'':''{% $gone %}''',              Seconds,       3 0"
    })
    void anExpressionThatFailsIsAnEventThatSaysWhere(String state, String field, String numbers) {
        try (Machine machine = new Machine("A", "'A':{" + state + ",'End':true}")) {
            Execution execution = over(machine, "{}");
            String cause = "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata"
                    + " expression '$gone' specified for the field '" + field + "' returned nothing (undefined).";
            assertThat(Machine.story(execution)).endsWith(numbers + " EvaluationFailed\n4 3 ExecutionFailed");
            assertThat(Machine.details(execution, "EvaluationFailed"))
                    .isEqualTo(Json.object()
                            .put("state", "A")
                            .put("location", field)
                            .put("error", "States.QueryEvaluationError")
                            .put("cause", cause)
                            .toString());
            assertThat(Json.read(Machine.details(execution, "ExecutionFailed"))
                            .path("cause")
                            .asText())
                    .isEqualTo(cause);
        }
    }

    @Test
    void aStopFollowsOnNothingAndHoldsWhatWasGiven() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Wait','Seconds':1000000,'End':true}")) {
            Execution silent = machine.start("{}");
            Execution told = machine.start("{}");
            machine.machines.stop(silent.start().arn(), null, null);
            machine.machines.stop(told.start().arn(), "Mine", "because");
            assertThat(Machine.story(silent)).startsWith("1 0 ExecutionStarted").contains(" 0 ExecutionAborted");
            assertThat(Machine.details(silent, "ExecutionAborted")).isEqualTo("{}");
            assertThat(Machine.details(told, "ExecutionAborted")).isEqualTo(json("{'error':'Mine','cause':'because'}"));
        }
    }

    @Test
    void theTimeOfTheWholeExecutionSkipsEveryCatch() {
        String states = "'A':{" + INVOKE + ",'Catch':[{'ErrorEquals':['States.Timeout','Any'],'Next':'B'},"
                + "{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true},'B':{'Type':'Succeed'}";
        try (Machine machine = new Machine("A", states, HistoryTest::never)) {
            machine.machines.put("rollout", Machine.ROLE, limited(Machine.definition("A", states)));
            Execution execution = machine.start("{}");
            assertThat(Machine.over(execution).status()).isEqualTo(Execution.Status.TIMED_OUT);
            assertThat(Machine.story(execution))
                    .endsWith(" 0 ExecutionTimedOut")
                    .doesNotContain("StateExited");
            assertThat(Machine.details(execution, "ExecutionTimedOut")).isEqualTo(json("{'error':'States.Timeout'}"));
        }
    }

    private static String limited(String definition) {
        return definition.replaceFirst("\\{", "{\"TimeoutSeconds\":100,");
    }

    @Test
    void aFailStateWithoutErrorAndCauseShowsNeither() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Fail'}")) {
            Execution execution = over(machine, "{}");
            assertThat(Machine.story(execution)).endsWith("2 0 FailStateEntered\n3 2 ExecutionFailed");
            assertThat(Machine.details(execution, "ExecutionFailed")).isEqualTo("{}");
        }
    }

    private static Execution over(Machine machine, String input) {
        Execution execution = machine.start(input);
        Machine.over(execution);
        return execution;
    }

    private static FunctionInvoker.Result never(String function, JsonNode payload, Caller from) {
        return new CompletableFuture<FunctionInvoker.Result>()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** With ' for ", where \' is a quote inside a text. */
    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
