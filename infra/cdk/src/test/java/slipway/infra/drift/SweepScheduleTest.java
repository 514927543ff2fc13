package slipway.infra.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Statement;

class SweepScheduleTest {
    private static final JsonNode SCHEDULE =
            Synthesis.resource("AWS::Scheduler::Schedule", "Name", "slipway-local-drift-check");
    private static final JsonNode TARGET = SCHEDULE.path("Target");

    @Test
    void aSweepBeginsEveryQuarterOfAnHour() {
        assertThat(SCHEDULE.path("ScheduleExpression").asText()).isEqualTo("rate(15 minutes)");
        assertThat(SCHEDULE.path("State").asText()).isEqualTo("ENABLED");
        assertThat(SCHEDULE.at("/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
    }

    /** The function has no clock: the schedule tells it the time, in the form of a request on demand. */
    @Test
    void itSaysWhatTimeItIs() {
        assertThat(TARGET.path("Input").asText())
                .isEqualTo("{\"schema\":1,\"now\":\"<aws.scheduler.scheduled-time>\"}");
    }

    @Test
    void itCallsTheAliasAndWhatItCannotDeliverIsKept() {
        assertThat(TARGET.at("/Arn/Ref").asText()).contains("DriftCheckLive");
        assertThat(TARGET.at("/RetryPolicy/MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(TARGET.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(900);
        assertThat(TARGET.at("/DeadLetterConfig/Arn").toString()).contains("DriftDeadLetters");
    }

    @Test
    void itsRoleMayDoNothingElse() {
        assertThat(Synthesis.roles().get("slipway-local-drift-check-schedule"))
                .flatExtracting(Statement::actions)
                .containsExactlyInAnyOrder("lambda:InvokeFunction", "sqs:SendMessage");
        assertThat(Synthesis.resource("AWS::IAM::Role", "RoleName", "slipway-local-drift-check-schedule")
                        .at("/AssumeRolePolicyDocument/Statement/0/Condition")
                        .toString())
                .isEqualTo("{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\","
                        + "\"aws:SourceArn\":\"arn:aws:scheduler:eu-central-1:111122223333:schedule-group/default\"}}");
    }
}
