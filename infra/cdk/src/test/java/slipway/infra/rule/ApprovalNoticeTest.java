package slipway.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.infra.Synthesis;
import software.amazon.event.ruler.Ruler;

/** The samples of an approval's event, through what the template makes of them for people. */
class ApprovalNoticeTest {
    private static final Path EVENTS = Synthesis.ROOT.resolve("events");
    private static final JsonNode RULE =
            Synthesis.resource("AWS::Events::Rule", "Name", "slipway-local-approval-requested");
    private static final JsonNode TARGET = RULE.at("/Targets/0");

    static Stream<Path> asked() {
        return samples(EVENTS.resolve("approval-requested/accepted"));
    }

    static Stream<Path> told() {
        return Stream.of("image-published", "rollout-failing", "rollout-finished", "rollout-started")
                .flatMap(event -> samples(EVENTS.resolve(event).resolve("accepted")));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void whoDecidesReadsWhatItIsAboutAndWhatToRun(Path sample) {
        var detail = Synthesis.read(sample).path("detail");
        var lines = read(Synthesis.read(sample));
        assertThat(lines)
                .first()
                .satisfies(line -> assertThat(line)
                        .contains(text(detail, "/target"), text(detail, "/tag"), text(detail, "/expiresAt"), "local"));
        assertThat(lines)
                .contains(
                        "Image: " + text(detail, "/digest"),
                        "New version: " + text(detail, "/toVersion"),
                        "Proof: " + text(detail, "/proof") + ". " + text(detail, "/verdict"),
                        "Live version, where there is one: " + text(detail, "/fromVersion"))
                .endsWith(
                        "To look at it: " + text(detail, "/commands/show") + " --env local",
                        "To approve it: " + text(detail, "/commands/approve") + " --env local",
                        "To reject it: " + text(detail, "/commands/reject") + " --env local");
        detail.path("changes")
                .forEach(change -> assertThat(lines)
                        .anySatisfy(line ->
                                assertThat(line).startsWith("What differs").contains(change.asText())));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void theRuleTakesWhatAsks(Path sample) throws Exception {
        assertThat(isTaken(sample)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("told")
    void theRuleLeavesWhatOnlyTells(Path sample) throws Exception {
        assertThat(isTaken(sample)).isFalse();
    }

    /** As EventBridge wants a text: a string on every line. */
    @Test
    void everyLineOfTheTemplateIsAString() {
        assertThat(template().lines())
                .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).isTextual())
                        .isTrue());
    }

    @Test
    void itGoesFromSlipwaysBusToTheTopicThatPeopleSubscribeTo() {
        assertThat(RULE.path("EventBusName").toString()).contains("Bus");
        assertThat(TARGET.path("Arn").toString()).contains("Alarms");
        assertThat(TARGET.has("RoleArn")).isFalse();
    }

    /** With a condition none would arrive: EventBridge gives SNS and KMS nothing to hold it against. */
    @Test
    void eventBridgeMayPublishToTheEncryptedTopicWithoutACondition() {
        assertThat(Stream.of("AWS::SNS::TopicPolicy", "AWS::KMS::Key").map(ApprovalNoticeTest::grant))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(statement.has("Condition")).isFalse())
                .map(statement -> statement.path("Action").toString())
                .containsExactly("\"sns:Publish\"", "[\"kms:Decrypt\",\"kms:GenerateDataKey\"]");
    }

    @Test
    void itsDeadLettersAreTakenFromThisRuleAlone() {
        var policies = Synthesis.resources("AWS::SQS::QueuePolicy").stream()
                .filter(policy ->
                        policy.properties().path("Queues").toString().contains("ApprovalRequestedDeadLetters"))
                .flatMap(policy -> policy.properties().findValues("aws:SourceArn").stream())
                .map(JsonNode::toString)
                .toList();
        assertThat(policies)
                .containsExactly(
                        "[\"arn:aws:events:eu-central-1:111122223333:rule/slipway-local/slipway-local-approval-requested\"]");
    }

    private static JsonNode grant(String type) {
        return Synthesis.resources(type).stream()
                .flatMap(resource -> resource.properties().findValues("Statement").stream())
                .flatMap(JsonNode::valueStream)
                .filter(statement -> statement.at("/Principal/Service").asText().equals("events.amazonaws.com"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " lets EventBridge do nothing"));
    }

    /** What EventBridge puts in the place of a variable: a text without its quotes, for what is missing nothing. */
    private static List<String> read(JsonNode event) {
        var text = template();
        for (Entry<String, JsonNode> variable :
                TARGET.at("/InputTransformer/InputPathsMap").properties()) {
            var value = event.at(variable.getValue().asText().replace("$", "").replace('.', '/'));
            text = text.replace(
                    "<" + variable.getKey() + ">",
                    value.isTextual() ? value.asText() : value.toString().replace("\"", ""));
        }
        assertThat(text).doesNotContain("<", "${");
        return text.lines().map(line -> line.substring(1, line.length() - 1)).toList();
    }

    private static String template() {
        return TARGET.at("/InputTransformer/InputTemplate").asText();
    }

    private static String text(JsonNode detail, String place) {
        return detail.at(place).asText();
    }

    private static boolean isTaken(Path sample) throws Exception {
        return Ruler.matchesRule(
                Synthesis.read(sample).toString(), RULE.path("EventPattern").toString());
    }

    private static Stream<Path> samples(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
