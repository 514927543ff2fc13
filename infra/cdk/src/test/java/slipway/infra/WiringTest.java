package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis.Resource;

class WiringTest {

    @Test
    void everyTargetOfARuleHasRetriesAndADeadLetterQueue() {
        assertThat(Synthesis.resources("AWS::Events::Rule"))
                .hasSize(5)
                .allSatisfy(rule -> assertThat(rule.properties().path("Targets"))
                        .hasSize(1)
                        .allSatisfy(target -> {
                            assertThat(target.at("/DeadLetterConfig/Arn").toString())
                                    .contains("DeadLetters");
                            assertThat(target.at("/RetryPolicy/MaximumRetryAttempts")
                                            .asInt())
                                    .isPositive();
                            assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds")
                                            .asInt())
                                    .isPositive();
                        }));
    }

    @Test
    void whoeverCallsAFunctionNamesItsAlias() {
        var aliases = ids("AWS::Lambda::Alias");
        for (var rule : Synthesis.resources("AWS::Events::Rule")) {
            var arn = rule.properties().at("/Targets/0/Arn");
            assertThat(aliases.contains(arn.path("Ref").asText())
                            || arn.toString().contains("QueuesImagePushed"))
                    .as("%s", arn)
                    .isTrue();
        }
        assertThat(Synthesis.resources("AWS::Lambda::Permission"))
                .hasSize(3)
                .allSatisfy(permission -> assertThat(aliases)
                        .contains(
                                permission.properties().at("/FunctionName/Ref").asText()));
        var mapping = Synthesis.resources("AWS::Lambda::EventSourceMapping").getFirst();
        assertThat(aliases)
                .contains(mapping.properties().at("/FunctionName/Ref").asText());
        substitutions().forEach(arn -> assertThat(aliases).contains(arn));
    }

    @Test
    void pushesAreTakenInBatchesOfWhichASinglePushMayFail() {
        var mapping = Synthesis.resources("AWS::Lambda::EventSourceMapping")
                .getFirst()
                .properties();
        assertThat(mapping.path("BatchSize").asInt()).isEqualTo(10);
        assertThat(mapping.at("/FunctionResponseTypes/0").asText()).isEqualTo("ReportBatchItemFailures");
    }

    @Test
    void everyAsynchronousAliasIsRetriedTwiceThenItsEventIsKept() {
        assertThat(Synthesis.resources("AWS::Lambda::EventInvokeConfig"))
                .hasSize(3)
                .allSatisfy(config -> {
                    assertThat(config.properties().path("Qualifier").asText()).isEqualTo("live");
                    assertThat(config.properties().path("MaximumRetryAttempts").asInt())
                            .isEqualTo(2);
                    assertThat(config.properties()
                                    .at("/DestinationConfig/OnFailure/Destination")
                                    .toString())
                            .contains("DeadLetters");
                });
    }

    @Test
    void everyDeadLetterQueueHasAnAlarmThatTellsPeople() {
        var watched = new TreeSet<String>();
        for (var alarm : Synthesis.resources("AWS::CloudWatch::Alarm")) {
            assertThat(alarm.properties().path("AlarmActions")).hasSize(1);
            watched.add(
                    alarm.properties().at("/Dimensions/0/Value/Fn::GetAtt/0").asText());
        }
        var deadLetters = Synthesis.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.properties().path("QueueName").asText().endsWith("-dead-letters"))
                .map(Resource::id)
                .toList();
        assertThat(deadLetters).hasSize(4);
        assertThat(watched).containsAll(deadLetters);
    }

    @Test
    void peopleHearOfAStuckRolloutAndOfAMachineThatFails() {
        assertThat(Synthesis.resource("AWS::CloudWatch::Alarm", "AlarmName", "slipway-local-rollout-stuck")
                        .path("Dimensions")
                        .toString())
                .isEqualTo(
                        "[{\"Name\":\"Environment\",\"Value\":\"local\"},{\"Name\":\"Outcome\",\"Value\":\"Stuck\"}]");
        assertThat(Synthesis.resource("AWS::CloudWatch::Alarm", "AlarmName", "slipway-local-rollout-failing")
                        .path("MetricName")
                        .asText())
                .isEqualTo("RolloutFailing");
    }

    @ParameterizedTest
    @CsvSource({"declarations-refused, DeclarationsRefused", "publish-failures, PublishFailures"})
    void ownersHearOfWhatDoesNotGetThrough(String name, String metric) {
        var alarm = Synthesis.resource("AWS::CloudWatch::Alarm", "AlarmName", "slipway-local-" + name);
        assertThat(alarm.path("Namespace").asText()).isEqualTo("Slipway");
        assertThat(alarm.path("MetricName").asText()).isEqualTo(metric);
        assertThat(alarm.path("Dimensions").toString()).isEqualTo("[{\"Name\":\"Environment\",\"Value\":\"local\"}]");
        assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanOrEqualToThreshold");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    }

    @Test
    void theLedgerCanBeTakenBackToAnyPointInTimeAndForgetsWhatExpires() {
        var table = Synthesis.resource("AWS::DynamoDB::Table", "TableName", "slipway-local-ledger");
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expires");
        assertThat(table.at("/SSESpecification/KMSMasterKeyId").isMissingNode()).isFalse();
    }

    @Test
    void theFoundationWaitsForNoOtherStack() {
        assertThat(Synthesis.template("SlipwayFoundation").findValues("Fn::ImportValue"))
                .isEmpty();
    }

    @Test
    void nothingBringsAFunctionOfItsOwnAlong() {
        var types = new TreeSet<String>();
        Synthesis.resources().forEach(resource -> types.add(resource.type()));
        assertThat(types).noneMatch(type -> type.startsWith("Custom::") || type.contains("CustomResource"));
        assertThat(Synthesis.resources("AWS::Lambda::Function")).hasSize(8);
    }

    private static List<String> ids(String type) {
        return Synthesis.resources(type).stream().map(Resource::id).toList();
    }

    private static List<String> substitutions() {
        JsonNode substitutions = Synthesis.resources("AWS::StepFunctions::StateMachine")
                .getFirst()
                .properties()
                .path("DefinitionSubstitutions");
        return List.of(
                substitutions.at("/Rollout/Ref").asText(),
                substitutions.at("/SmokeTest/Ref").asText());
    }
}
