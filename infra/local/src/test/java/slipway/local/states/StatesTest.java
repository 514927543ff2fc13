package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

class StatesTest {
    private static final String INVOKE =
            "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f:live','Payload':";

    @Test
    void aPassWithoutOutputHandsItsInputOn() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Pass','End':true}")) {
            assertThat(machine.output("{'n':1}")).isEqualTo(Json.read("{\"n\":1}"));
        }
    }

    @Test
    void outputAndAssignBothSeeTheVariablesAsTheyWereBefore() {
        String states = """
                'A':{'Type':'Pass','Assign':{'n':1},'Next':'B'},
                'B':{'Type':'Pass','Assign':{'n':'{% $n + 1 %}','m':'{% $n %}'},'Output':'{% $n %}','Next':'C'},
                'C':{'Type':'Pass','Output':{'n':'{% $n %}','m':'{% $m %}','in':'{% $states.input %}'},'End':true}""";
        try (Machine machine = new Machine("A", states)) {
            assertThat(machine.output("{}")).isEqualTo(Json.read("{\"n\":2,\"m\":1,\"in\":1}"));
        }
    }

    @Test
    void aTaskGivesItsFunctionTheArgumentsAndActsAsTheMachinesRole() {
        String states = "'A':{" + INVOKE + "{'name':'{% $states.input.name %}'}},"
                + "'Output':'{% $states.result.Payload.said & $states.result.ExecutedVersion %}','End':true}";
        FunctionInvoker echo = (name, payload, from) ->
                Machine.answer("{'said':'%s'}".formatted(payload.path("name").asText()));
        try (Machine machine = new Machine("A", states, echo)) {
            assertThat(machine.output("{'name':'x'}").asText()).isEqualTo("x$LATEST");
            assertThat(machine.callers.getFirst())
                    .isInstanceOfSatisfying(
                            Caller.RoleSession.class,
                            session -> assertThat(session.roleArn()).isEqualTo(Machine.ROLE));
        }
    }

    @Test
    void aChoiceTakesTheFirstConditionThatIsTrueAndElseTheDefault() {
        String states = """
                'A':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.n > 5 %}','Next':'Big','Output':'big'},
                  {'Condition':'{% $states.input.n > 3 %}','Next':'Big'}],'Default':'Small'},
                'Big':{'Type':'Succeed'},'Small':{'Type':'Succeed','Output':'small'}""";
        try (Machine machine = new Machine("A", states)) {
            assertThat(machine.output("{'n':6}").asText()).isEqualTo("big");
            assertThat(machine.output("{'n':4}").path("n").asInt()).isEqualTo(4);
            assertThat(machine.output("{'n':1}").asText()).isEqualTo("small");
        }
    }

    @Test
    void aChoiceThatNothingMatchesFails() {
        String states =
                "'A':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'B'}]}," + "'B':{'Type':'Succeed'}";
        try (Machine machine = new Machine("A", states)) {
            StatesError failure = failure(machine.run("{}"));
            assertThat(failure.error()).isEqualTo("States.NoChoiceMatched");
            assertThat(failure.cause()).contains("executing the state 'A' (entered at the event id #2)");
        }
    }

    @Test
    void aConditionThatIsNoBooleanFails() {
        String states = "'A':{'Type':'Choice','Choices':[{'Condition':'{% 1 %}','Next':'B'}]},'B':{'Type':'Succeed'}";
        try (Machine machine = new Machine("A", states)) {
            StatesError failure = failure(machine.run("{}"));
            assertThat(failure.error()).isEqualTo("States.QueryEvaluationError");
            assertThat(failure.cause()).endsWith("Expected 'boolean', but was 'number' for value: 1");
        }
    }

    @Test
    void aWaitTakesScaledTime() {
        String states = "'A':{'Type':'Wait','Seconds':'{% $states.input.s %}','Next':'B'},"
                + "'B':{'Type':'Wait','Timestamp':'2020-01-01T00:00:00Z','End':true}";
        try (Machine machine = new Machine("A", states)) {
            Instant before = machine.clock.instant();
            Execution.Outcome outcome = machine.run("{'s':30}");
            assertThat(Duration.between(before, outcome.at())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void aFailEndsWithItsErrorAndCause() {
        String states = "'A':{'Type':'Fail','Error':'Broken','Cause':'{% \\\"because \\\" & $states.input.why %}'}";
        try (Machine machine = new Machine("A", states)) {
            StatesError failure = failure(machine.run("{'why':'x'}"));
            assertThat(failure.error()).isEqualTo("Broken");
            assertThat(failure.cause()).isEqualTo("because x");
        }
    }

    @Test
    void theContextTellsExecutionStateAndMachine() {
        String states = "'A':{'Type':'Pass','Output':'{% $states.context %}','End':true}";
        try (Machine machine = new Machine("A", states)) {
            Execution execution = machine.machines.start(machine.arn, "one", "{\"k\":1}");
            var context = Objects.requireNonNull(Machine.over(execution).output());
            assertThat(context.at("/Execution/Id").asText())
                    .isEqualTo(execution.start().arn());
            assertThat(context.at("/Execution/Input/k").asInt()).isEqualTo(1);
            assertThat(context.at("/State/Name").asText()).isEqualTo("A");
            assertThat(context.at("/State/EnteredTime").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(context.at("/StateMachine/Name").asText()).isEqualTo("rollout");
        }
    }

    @Test
    void anExpressionThatGivesNothingFailsAndOneThatGivesNullDoesNot() {
        String states = "'A':{'Type':'Pass','Output':{'v':'{% $states.input.v %}'},'End':true}";
        try (Machine machine = new Machine("A", states)) {
            assertThat(machine.output("{'v':null}").path("v").isNull()).isTrue();
            assertThat(failure(machine.run("{}")).error()).isEqualTo("States.QueryEvaluationError");
        }
    }

    @Test
    void anEditOfTheDefinitionChangesWhatTheNextExecutionDoesAndNotTheOpenOne() {
        String states = "'A':{'Type':'Wait','Seconds':200,'Next':'B'},'B':{'Type':'Succeed','Output':'old'}";
        try (Machine machine = new Machine("A", states)) {
            Execution open = machine.start("{}");
            machine.machines.put("rollout", Machine.ROLE, Machine.definition("B", "'B':{'Type':'Succeed'}"));
            assertThat(machine.output("{'new':1}").path("new").asInt()).isEqualTo(1);
            assertThat(Objects.requireNonNull(Machine.over(open).output()).asText())
                    .isEqualTo("old");
        }
    }

    @Test
    void aLoopEndsAtTheLimitOfEvents() {
        String states = "'A':{'Type':'Pass','Next':'A'}";
        try (Machine machine = new Machine("A", states)) {
            Execution execution = machine.start("{}");
            assertThat(failure(Machine.over(execution)).cause()).contains("25000");
            assertThat(execution.history().events()).hasSize(25_000);
            assertThat(Machine.types(execution)).last().isEqualTo("ExecutionFailed");
        }
    }

    @Test
    void aPayloadOfMoreThan256KilobytesIsNotCaughtByAll() {
        String states = "'A':{" + INVOKE + "{}},'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true},"
                + "'B':{'Type':'Succeed'}";
        FunctionInvoker big = (name, payload, from) -> Machine.answer("'" + "x".repeat(256 * 1024) + "'");
        try (Machine machine = new Machine("A", states, big)) {
            StatesError failure = failure(machine.run("{}"));
            assertThat(failure.error()).isEqualTo("States.DataLimitExceeded");
            assertThat(failure.cause()).startsWith("The state/task 'lambda' returned a result with a size exceeding");
        }
    }

    @Test
    void anArgumentThatComesOutOfAnExpressionIsRefusedWhenItRuns() {
        String states = "'A':{" + INVOKE.substring(0, INVOKE.indexOf("'Arguments'"))
                + "'Arguments':'{% $states.input %}','End':true}";
        try (Machine machine = new Machine("A", states)) {
            StatesError failure = failure(machine.run("{'FunctionName':'f','LogType':'Tail'}"));
            assertThat(failure.error()).isEqualTo("States.Runtime");
            assertThat(failure.cause()).contains("does not know the argument 'LogType'");
        }
    }

    @Test
    void dataThatAStateGivesOrKeepsIsLimitedToo() {
        String large = "'{% $states.input.half & $states.input.half %}'";
        String halves = "{'half':'" + "x".repeat(140_000) + "'}";
        for (String field : new String[] {"'Output':" + large, "'Assign':{'a':" + large + "}"}) {
            try (Machine machine = new Machine("A", "'A':{'Type':'Pass'," + field + ",'End':true}")) {
                StatesError failure = failure(machine.run(halves));
                assertThat(failure.error()).isEqualTo("States.DataLimitExceeded");
                assertThat(failure.cause()).contains("The state/task 'A' returned a result with a size exceeding");
            }
        }
    }

    @Test
    void whatTheInterpreterDoesNotKnowIsRefusedByName() {
        refused("'A':{'Type':'Map','End':true}", "the local Step Functions does not know the state type 'Map'");
        refused("'A':{'Type':'Parallel','End':true}", "does not know the state type 'Parallel'");
        refused("'A':{'Type':'Pass','ResultPath':'$.a','End':true}", "does not know the field 'ResultPath'");
        refused("'A':{'Type':'Pass','QueryLanguage':'JSONPath','End':true}", "the query language 'JSONPath'");
        refused(
                "'A':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true}",
                "does not know the resource 'arn:aws:states:::sqs:sendMessage'");
        refused("'A':{'Type':'Pass','Next':'Nowhere'}", "there is no state 'Nowhere' to go to");
        refused("'A':{'Type':'Pass','Output':'{% 1 + %}','End':true}", "bad expression");
        refused(
                "'A':{" + INVOKE + "{}},'Catch':[{'ErrorEquals':['States.ALL','X'],'Next':'A'}],'End':true}",
                "States.ALL must be alone");
    }

    @Test
    void whatAwsDoesNotTakeIsRefusedWhenItIsDeployed() {
        refused(
                "'A':{" + INVOKE + "{}},'TimeoutSeconds':0,'End':true}",
                "'TimeoutSeconds' must be a whole number from 1");
        refused("'A':{" + INVOKE + "{}},'HeartbeatSeconds':9,'End':true}", "knows HeartbeatSeconds only with");
        String park = INVOKE.replace("invoke", "invoke.waitForTaskToken") + "{}},'End':true,";
        refused("'A':{" + park + "'TimeoutSeconds':9,'HeartbeatSeconds':9}", "must be less than 'TimeoutSeconds'");
        refused("'A':{'Type':'Wait','Seconds':100000000,'End':true}", "from 0 to 99999999");
        refused("'A':{'Type':'Choice','Choices':[{'Condition':'yes','Next':'A'}]}", "must be an expression");
        refused("'" + "A".repeat(81) + "':{'Type':'Succeed'}", "no more than 80 characters");
        String retry = INVOKE + "{}},'End':true,'Retry':[{'ErrorEquals':['X'],";
        refused("'A':{" + retry + "'MaxAttempts':-1}]}", "'MaxAttempts' must be a whole number from 0 to 99999999");
        refused("'A':{" + retry + "'IntervalSeconds':0}]}", "'IntervalSeconds' must be a whole number from 1");
        refused("'A':{" + retry + "'BackoffRate':0.5}]}", "'BackoffRate' must be 1.0 or more");
        refused("'A':{" + retry + "'MaxDelaySeconds':31622400}]}", "from 1 to 31622399");
        refused("'A':{" + retry + "'JitterStrategy':'HALF'}]}", "there is no JitterStrategy 'HALF'");
        refused(
                "'A':{" + INVOKE + "{},'InvocationType':'Event'},'End':true}",
                "does not know the argument 'InvocationType'");
        refused(
                "'A':{'Type':'Task','Resource':'arn:aws:lambda:eu-central-1:111122223333:function:f.waitForTaskToken',"
                        + "'End':true}",
                "does not know the resource");
    }

    private static void refused(String states, String why) {
        assertThatThrownBy(() -> new Machine("A", states))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aJsonPathDefinitionIsRefused() {
        try (Machine machine = new Machine("A", "'A':{'Type':'Succeed'}")) {
            String old = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}";
            assertThatThrownBy(() -> machine.machines.put("old", Machine.ROLE, old))
                    .hasMessageContaining("JSONPath");
        }
    }

    private static StatesError failure(Execution.Outcome outcome) {
        assertThat(outcome.status()).isEqualTo(Execution.Status.FAILED);
        return Objects.requireNonNull(outcome.failure());
    }
}
