package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** Or the topics stay silent, and nothing says so. */
    @Test
    void alarmsAndRulesOfThisAccountMayPublishToEachTopicAndUseItsKey() {
        var policies = List.of(
                of("SlipwayFoundation", "AWS::KMS::Key").getFirst().path("KeyPolicy"),
                of("SlipwayFoundation", "AWS::SNS::TopicPolicy").getFirst().path("PolicyDocument"),
                of("SlipwayFoundation", "AWS::SNS::TopicPolicy").getLast().path("PolicyDocument"));
        for (var policy : policies) {
            for (var service : List.of("cloudwatch.amazonaws.com", "events.amazonaws.com")) {
                assertThat(policy.path("Statement").valueStream())
                        .filteredOn(statement ->
                                statement.at("/Principal/Service").asText().equals(service))
                        .singleElement()
                        .satisfies(statement -> assertThat(
                                        statement.path("Condition").toString())
                                .isEqualTo("{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}"));
            }
        }
        assertThat(of("SlipwayFoundation", "AWS::SNS::TopicPolicy")).hasSize(2);
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
