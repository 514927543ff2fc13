package slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** AWS's own SDK drives executions over the wire. */
class StatesIT {
    private static final String PARK = """
            'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken','TimeoutSeconds':99999999,
              'Arguments':{'FunctionName':'f','Payload':'{% $states.context.Task.Token %}'},
              'Assign':{'n':1},'End':true}""";

    private final CompletableFuture<String> token = new CompletableFuture<>();
    private final Machine machine = new Machine("A", PARK, (name, payload, from) -> {
        token.complete(payload.asText());
        return Machine.answer("null");
    });
    private final Identities identities = new Identities(new Place("111122223333", "eu-central-1"));
    private Edge edge;
    private SfnClient states;

    @BeforeEach
    void start() throws IOException {
        edge = new Edge(
                0,
                identities,
                (caller, action, resource, context) -> {},
                new Faults(identities, machine.clock),
                new CallLog(100),
                machine.clock);
        edge.register(new StatesService(machine.machines));
        states = SfnClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(edge.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @AfterEach
    void stop() {
        states.close();
        edge.close();
        machine.close();
    }

    private String started() {
        return states.startExecution(request ->
                        request.stateMachineArn(machine.arn).name("one").input("{\"a\":1}"))
                .executionArn();
    }

    private String token() {
        return token.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void anExecutionIsStartedKeptAliveWokenAndRead() {
        String arn = started();
        states.sendTaskHeartbeat(request -> request.taskToken(token()));
        states.sendTaskSuccess(request -> request.taskToken(token()).output("{\"b\":2}"));
        Machine.over(machine.machines.execution(arn));

        DescribeExecutionResponse described = states.describeExecution(request -> request.executionArn(arn));
        assertThat(described.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(described.output()).isEqualTo("{\"b\":2}");
        assertThat(described.outputDetails().included()).isTrue();
        assertThat(described.startDate()).isBetween(Instant.now().minusSeconds(60), described.stopDate());
        assertThat(described.redriveStatusReason()).isEqualTo("Execution is SUCCEEDED and cannot be redriven");

        List<HistoryEvent> events =
                states
                        .getExecutionHistoryPaginator(
                                request -> request.executionArn(arn).maxResults(2))
                        .events()
                        .stream()
                        .toList();
        assertThat(events)
                .extracting(HistoryEvent::type)
                .contains(HistoryEventType.EXECUTION_STARTED, HistoryEventType.TASK_SCHEDULED)
                .endsWith(HistoryEventType.TASK_STATE_EXITED, HistoryEventType.EXECUTION_SUCCEEDED);
        HistoryEvent scheduled = events.get(2);
        assertThat(scheduled.previousEventId()).isEqualTo(2);
        assertThat(scheduled.taskScheduledEventDetails().region()).isEqualTo("eu-central-1");
        assertThat(scheduled.taskScheduledEventDetails().timeoutInSeconds()).isEqualTo(99_999_999);
        HistoryEvent exited = events.get(events.size() - 2);
        assertThat(exited.stateExitedEventDetails().assignedVariables()).containsEntry("n", "1");
        assertThat(states.listExecutions(
                                request -> request.stateMachineArn(machine.arn).statusFilter(ExecutionStatus.SUCCEEDED))
                        .executions())
                .singleElement()
                .satisfies(listed -> assertThat(listed.redriveCount()).isZero());
    }

    @Test
    void everyRefusalIsTheSdksOwnException() {
        String arn = started();
        assertThat(started()).isEqualTo(arn);
        refused(
                ExecutionAlreadyExistsException.class,
                () -> states.startExecution(request ->
                        request.stateMachineArn(machine.arn).name("one").input("{}")));
        refused(
                InvalidNameException.class,
                () -> states.startExecution(
                        request -> request.stateMachineArn(machine.arn).name("a b")));
        refused(InvalidArnException.class, () -> states.describeExecution(request -> request.executionArn("one")));
        refused(
                ExecutionDoesNotExistException.class,
                () -> states.getExecutionHistory(request -> request.executionArn(arn + "-two")));
        refused(InvalidTokenException.class, () -> states.sendTaskHeartbeat(request -> request.taskToken("no")));
        refused(
                InvalidDefinitionException.class,
                () -> states.updateStateMachine(
                        request -> request.stateMachineArn(machine.arn).definition("{}")));
        String given = token();
        states.stopExecution(request -> request.executionArn(arn).error("Mine"));
        refused(TaskTimedOutException.class, () -> states.sendTaskFailure(request -> request.taskToken(given)));
        assertThat(states.describeExecution(request -> request.executionArn(arn))
                        .error())
                .isEqualTo("Mine");
    }

    private static void refused(Class<? extends SfnException> as, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(as);
    }

    @Test
    void aStateMachineIsValidatedUpdatedAndDescribed() {
        String definition = Machine.definition("B", "'B':{'Type':'Succeed'}");
        assertThat(states.validateStateMachineDefinition(request -> request.definition(definition))
                        .result())
                .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
        String revision = states.updateStateMachine(
                        request -> request.stateMachineArn(machine.arn).definition(definition))
                .revisionId();
        var described = states.describeStateMachine(request -> request.stateMachineArn(machine.arn));
        assertThat(described.revisionId()).isEqualTo(revision);
        assertThat(described.definition()).isEqualTo(definition);
        assertThat(states.listStateMachines().stateMachines())
                .singleElement()
                .satisfies(listed -> assertThat(listed.name()).isEqualTo("rollout"));
    }
}
