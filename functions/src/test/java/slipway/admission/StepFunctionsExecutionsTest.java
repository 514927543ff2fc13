package slipway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.admission.Executions.Remembered;
import slipway.admission.Executions.Start;
import slipway.agentruntime.Wiretap;
import slipway.image.Samples;
import slipway.ledger.Cause;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.target.TargetName;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

class StepFunctionsExecutionsTest {
    private static final String MACHINE = "arn:aws:states:eu-central-1:111122223333:stateMachine:slipway-local-rollout";
    private static final String EXECUTION =
            "arn:aws:states:eu-central-1:111122223333:execution:slipway-local-rollout:support-7-push-1";
    private final Wiretap aws = new Wiretap();
    private final Executions executions = new StepFunctionsExecutions(
            SfnClient.builder()
                    .endpointOverride(aws.uri())
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(Wiretap.CREDENTIALS)
                    .httpClient(UrlConnectionHttpClient.create())
                    .build(),
            MACHINE);

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void startsAnExecutionThatIsNamedAfterTheRolloutItsCauseAndItsSegment() {
        aws.reply(200, "{'executionArn': '%s', 'startDate': 1}".formatted(EXECUTION));
        assertThat(executions.start(rollout())).isEqualTo(new Start.Running(EXECUTION));
        assertThat(aws.received().getFirst().body())
                .contains("\"name\":\"support-7-push-1\"", "\\\"target\\\":\\\"support\\\"");
    }

    @Test
    void aNameThatWasUsedByAnExecutionThatRunsIsThatExecution() {
        taken("RUNNING");
        assertThat(executions.start(rollout())).isEqualTo(new Start.Running(EXECUTION));
    }

    @Test
    void aNameThatWasUsedByAnExecutionThatIsOverIsToldAsOver() {
        taken("ABORTED");
        assertThat(executions.start(rollout())).isEqualTo(new Start.Over(EXECUTION));
        assertThat(aws.received().getLast().body()).contains(EXECUTION);
    }

    @Test
    void aWaitThatIsOverNeedsNoWaking() {
        aws.reply(400, "{'__type': 'TaskTimedOut'}");
        executions.wake("token");
        assertThat(aws.received()).hasSize(1);
    }

    @Test
    void everyExecutionIsToldPageByPageWhoeverStartedIt() {
        aws.reply(200, "{'executions': [%s], 'nextToken': 'more'}".formatted(listed("support-7-push-12", "RUNNING")));
        aws.reply(200, "{'executions': [%s]}".formatted(listed("by-hand", "SUCCEEDED")));
        List<Remembered> all = new ArrayList<>();
        executions.each(all::add);
        assertThat(all).extracting(Remembered::runs).containsExactly(true, false);
        assertThat(all)
                .extracting(Remembered::rollout)
                .containsExactly(Optional.of(new RolloutId("support-7")), Optional.empty());
        assertThat(aws.received().getLast().body()).contains(MACHINE, "\"nextToken\":\"more\"");
    }

    private static String listed(String name, String status) {
        return "{'executionArn': '%s', 'stateMachineArn': '%s', 'name': '%s', 'status': '%s', 'startDate': 1}"
                .formatted(EXECUTION, MACHINE, name, status);
    }

    private void taken(String status) {
        aws.reply(400, "{'__type': 'ExecutionAlreadyExists', 'message': 'Execution Already Exists'}");
        aws.reply(
                200,
                "{'executionArn': '%s', 'stateMachineArn': '%s', 'status': '%s', 'startDate': 1}"
                        .formatted(EXECUTION, MACHINE, status));
    }

    private static RolloutRecord rollout() {
        TargetName target = new TargetName("support");
        return RolloutRecord.admitted(
                RolloutId.of(target, 7),
                Request.of(
                        target,
                        Samples.image("1.0.0", "a"),
                        Cause.PUSH,
                        Optional.empty(),
                        "{}",
                        Instant.EPOCH,
                        Instant.EPOCH));
    }
}
