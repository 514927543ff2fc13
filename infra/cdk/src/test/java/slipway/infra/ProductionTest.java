package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.environment.Environments;

class ProductionTest {
    private static final Path ASSEMBLY = Synthesis.assemble(
            Environments.read(Synthesis.ROOT.resolve("infra/cdk/src/test/resources/slipway/infra/production.json"))
                    .get("prod"));

    @Test
    void whatIsToWakeSomebodyGoesToATopicOfItsOwn() {
        assertThat(of("SlipwayFoundation", "AWS::SNS::Topic"))
                .extracting(topic -> topic.path("TopicName").asText())
                .containsExactlyInAnyOrder("slipway-prod-alarms", "slipway-prod-alarms-page");
        assertThat(of("SlipwayControlPlane", "AWS::CloudWatch::Alarm"))
                .isNotEmpty()
                .allSatisfy(alarm -> {
                    var wakes = alarm.path("AlarmDescription").asText().startsWith("WAKE: ");
                    assertThat(alarm.path("AlarmActions").toString().contains("Page"))
                            .as(alarm.path("AlarmName").asText())
                            .isEqualTo(wakes);
                });
    }

    /** Or the topics stay silent, and nothing says so: a condition on EventBridge never holds. */
    @ParameterizedTest
    @CsvSource({
        "cloudwatch.amazonaws.com, '{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}'",
        "events.amazonaws.com, ''",
    })
    void alarmsAndRulesMayPublishToEachTopicAndUseItsKey(String service, String condition) {
        var topics = of("SlipwayFoundation", "AWS::SNS::TopicPolicy");
        assertThat(topics).hasSize(2);
        var policies = List.of(
                of("SlipwayFoundation", "AWS::KMS::Key").getFirst().path("KeyPolicy"),
                topics.getFirst().path("PolicyDocument"),
                topics.getLast().path("PolicyDocument"));
        assertThat(policies)
                .allSatisfy(policy -> assertThat(policy.path("Statement").valueStream())
                        .filteredOn(statement ->
                                statement.at("/Principal/Service").asText().equals(service))
                        .singleElement()
                        .satisfies(statement -> assertThat(
                                        statement.path("Condition").toString())
                                .isEqualTo(condition)));
    }

    /** The foundation stays whole; of the control plane's stack, which goes, only logs are worth keeping, and are taken back by name. */
    @Test
    void whatTheControlPlaneLeavesBehindIsItsLogs() {
        assertThat(Synthesis.read(ASSEMBLY.resolve("SlipwayControlPlane.template.json"))
                        .path("Resources")
                        .valueStream())
                .filteredOn(resource -> resource.path("DeletionPolicy").asText().startsWith("Retain"))
                .isNotEmpty()
                .extracting(resource -> resource.path("Type").asText())
                .containsOnly("AWS::Logs::LogGroup");
    }

    private static List<JsonNode> of(String stack, String type) {
        return Synthesis.read(ASSEMBLY.resolve(stack + ".template.json"))
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }
}
