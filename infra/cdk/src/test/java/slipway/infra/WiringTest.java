package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis.Resource;

class WiringTest {

    @Test
    void everyTargetOfARuleHasRetriesAndADeadLetterQueue() {
        assertThat(Synthesis.resources("AWS::Events::Rule"))
                .hasSize(9)
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
        for (var rule : onTheDefaultBus()) {
            var arn = rule.properties().at("/Targets/0/Arn");
            assertThat(aliases.contains(arn.path("Ref").asText())
                            || arn.toString().contains("QueuesImagePushed"))
                    .as("%s", arn)
                    .isTrue();
        }
        assertThat(Synthesis.resources("AWS::Lambda::Permission"))
                .hasSize(5)
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
                .allSatisfy(config -> {
                    assertThat(config.properties().path("Qualifier").asText()).isEqualTo("live");
                    assertThat(config.properties().path("MaximumRetryAttempts").asInt())
                            .isEqualTo(2);
                })
                .filteredOn(config ->
                        !config.properties().path("FunctionName").asText().contains("-resource-"))
                .hasSize(6)
                .allSatisfy(config -> assertThat(config.properties()
                                .at("/DestinationConfig/OnFailure/Destination")
                                .toString())
                        .contains("DeadLetters"));
    }

    @Test
    void everyDeadLetterQueueHasAnAlarmThatTellsPeople() {
        var watched = new TreeSet<String>();
        for (var alarm : Synthesis.alarms()) {
            assertThat(alarm.properties().path("AlarmActions")).hasSize(1);
            watched.add(alarm.properties().at("/Dimensions/0/Value").asText());
        }
        var deadLetters = Synthesis.resources("AWS::SQS::Queue").stream()
                .map(queue -> queue.properties().path("QueueName").asText())
                .filter(queue -> queue.endsWith("-dead-letters"))
                .toList();
        assertThat(deadLetters).hasSize(10);
        assertThat(watched).containsAll(deadLetters);
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
        assertThat(types)
                .filteredOn(type -> type.startsWith("Custom::") || type.contains("CustomResource"))
                .as("Slipway's own function looks after these")
                .isSubsetOf("Custom::AgentRuntime", "Custom::ImageLookup", "Custom::SmokeGate");
        assertThat(Synthesis.resources("AWS::Lambda::Function")).hasSize(14);
    }

    private static List<Resource> onTheDefaultBus() {
        return Synthesis.resources("AWS::Events::Rule").stream()
                .filter(rule -> !rule.properties().has("EventBusName"))
                .toList();
    }

    private static List<String> ids(String type) {
        return Synthesis.resources(type).stream().map(Resource::id).toList();
    }

    private static List<String> substitutions() {
        return Stream.of("/Rollout/Ref", "/SmokeTest/Ref", "/Progress/Ref", "/Failed/Ref")
                .map(function -> Synthesis.resources("AWS::StepFunctions::StateMachine").stream()
                        .map(machine -> machine.properties()
                                .path("DefinitionSubstitutions")
                                .at(function)
                                .asText())
                        .collect(Collectors.joining()))
                .toList();
    }
}
