package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.bus.Bus;
import slipway.local.edge.Place;

/** What people and programs may send, and what must not come of it: a lost event, a stuck target, a stack trace. */
final class BadInputIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final ByteArrayOutputStream TOLD = new ByteArrayOutputStream();
    /** Twice the function's time-out. */
    private static final Duration AGAIN = Duration.ofMinutes(6);

    @TempDir
    private static Path folder;

    private static LocalCloud cloud;
    private static Scene scene;

    @BeforeAll
    static void begin() throws IOException {
        Templates templates = Templates.synthesized().copy(folder);
        // What is given up is given up after five tries, however far apart.
        templates
                .properties("AWS::SQS::Queue", "QueueName", "slipway-local-image-pushed")
                .put("VisibilityTimeout", AGAIN.toSeconds());
        templates.save();
        cloud = new LocalCloud(templates.folder(), PLACE, 0, 60, (wanted, made, done, total) -> {});
        scene = new Scene(cloud, PLACE, new PrintStream(TOLD, true, StandardCharsets.UTF_8));
        Sample.deployControlPlane(cloud);
        Sample.begin(cloud);
        scene.ended("support-1", "Promoted", "PROVEN");
    }

    @AfterAll
    static void end() {
        cloud.close();
    }

    @Test
    void forgedPushLandsInTheDeadLetterQueueAndItsAlarmRings() {
        ObjectNode event = push("1.0.0");
        event.put("account", "somebody's");
        cloud.bus().publish(Bus.DEFAULT, event);

        scene.await(
                "the alarm rings", () -> scene.alarmRings("slipway-local-image-pushed-dead-letters"), rings -> rings);
        assertThat(messages("slipway-local-image-pushed-dead-letters")).isPositive();
    }

    @Test
    void valueThatIsNoImageIsRefusedWithTheRemedy() {
        scene.write("images/support/desired-image", "agents/support:latest");

        String why = scene.decision("support", "Refused", "desired-image");

        assertThat(why).contains("agents/support:latest", "write it pinned").doesNotContain("Exception", "\tat ");
    }

    @Test
    void brokenDeclarationIsRefusedWholeAndTheOneBeforeStays() {
        String before = scene.parameter("targets/concierge-dev");
        scene.write(
                "targets/concierge-dev",
                "{\"schema\":1,\"repository\":{\"account\":\"12\",\"region\":\"eu-central-1\",\"name\":\"A\"},"
                        + "\"tagPolicy\":{\"type\":\"fanciest\"}}");

        String why = scene.decision("concierge-dev", "Refused", "declaration");

        assertThat(why).contains("/repository", "/tagPolicy/type", "semver, newest or exact");
        assertThat(scene.target("concierge-dev").path("declaration").asText()).isEqualTo(before);
    }

    @Test
    void agentThatStreamsForEverIsRejectedInTime() {
        long number = scene.target("concierge-prod").at("/claim/sequence").asLong() + 1;
        scene.push(Sample.CONCIERGE, "2.0.0", "{\"stream\":\"forever\"}");

        ObjectNode record = scene.ended("concierge-prod-" + number);

        assertThat(record.at("/ending/reason").asText()).isEqualTo("SMOKE_TEST_FAILED");
        assertThat(record.at("/ending/explanation").asText()).contains("bytes");
    }

    private static ObjectNode push(String tag) {
        return cloud.bus().archived(Bus.DEFAULT).stream()
                .map(archived -> archived.event())
                .filter(event -> event.at("/detail/image-tag").asText().equals(tag))
                .findFirst()
                .orElseThrow()
                .deepCopy();
    }

    private static int messages(String queue) {
        String url = scene.aws()
                .call("sqs", "AmazonSQS.GetQueueUrl", Aws.object().put("QueueName", queue))
                .path("QueueUrl")
                .asText();
        ObjectNode input = Aws.object().put("QueueUrl", url);
        input.putArray("AttributeNames").add("ApproximateNumberOfMessages");
        return scene.aws()
                .call("sqs", "AmazonSQS.GetQueueAttributes", input)
                .at("/Attributes/ApproximateNumberOfMessages")
                .asInt();
    }
}
