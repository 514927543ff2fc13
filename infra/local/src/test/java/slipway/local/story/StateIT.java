package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;

/** A cloud that keeps its state goes on where the one before it ended. */
class StateIT {
    private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    @Test
    void theNextCloudGoesOnFromWhatWasKept() {
        Seen before;
        try (LocalCloud cloud = Stage.keeping(folder)) {
            Scene scene = Stage.scene(cloud, PATIENCE);
            Sample.begin(cloud);
            scene.ended("support-1", "Promoted", "PROVEN");
            scene.write("targets/support", scene.parameter("targets/support").replace("\"schema\":1", "\"schema\": 1"));
            scene.aws().call("sqs", "AmazonSQS.SendMessage", letter(cloud).put("MessageBody", "kept"));
            before = Seen.of(scene);
        }

        try (LocalCloud cloud = Stage.keeping(folder)) {
            Scene scene = Stage.scene(cloud, PATIENCE);
            Sample.begin(cloud);
            assertThat(cloud.clock().instant()).isAfterOrEqualTo(before.at());
            Seen after = Seen.of(scene);
            assertThat(after.declaration()).isEqualTo(before.declaration());
            assertThat(after.live()).isEqualTo(before.live());
            assertThat(after.runtime()).isEqualTo(before.runtime());
            assertThat(after.rollout()).isEqualTo(before.rollout());
            assertThat(after.images()).isEqualTo(before.images());
            assertThat(after.serving()).isEqualTo(before.serving());

            assertThat(scene.aws()
                            .call("sqs", "AmazonSQS.ReceiveMessage", letter(cloud))
                            .at("/Messages/0/Body")
                            .asText())
                    .isEqualTo("kept");

            scene.push(Sample.SUPPORT, "1.1.0", Pushes.OK);
            scene.ended("support-2", "Promoted", "PROVEN");
            assertThat(scene.parameter("images/support/image-tag")).isEqualTo("1.1.0");
        }
    }

    @Test
    void aRolloutThatWasCutOffGoesOn() {
        try (LocalCloud cloud = Stage.keeping(folder)) {
            Scene scene = Stage.scene(cloud, PATIENCE);
            Sample.begin(cloud);
            scene.ended("support-1", "Promoted", "PROVEN");
            scene.push(Sample.SUPPORT, "1.1.0", Pushes.OK);
            scene.await(
                    "a version is made",
                    () -> scene.runtimes().latest(scene.runtimes().id("support")),
                    runtime -> runtime.path("agentRuntimeVersion").asInt() == 3);
        }

        try (LocalCloud cloud = Stage.keeping(folder)) {
            Scene scene = Stage.scene(cloud, PATIENCE);
            Sample.begin(cloud);
            assertThat(scene.rollout("support-2").at("/ending/outcome").isMissingNode())
                    .isTrue();

            cloud.goOn();

            ObjectNode record = scene.ended("support-2", "Promoted", "PROVEN");
            assertThat(record.at("/run/segment").asInt()).isEqualTo(2);
            assertThat(scene.runtimes()
                            .latest(scene.runtimes().id("support"))
                            .path("agentRuntimeVersion")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    private static ObjectNode letter(LocalCloud cloud) {
        return Aws.object()
                .put(
                        "QueueUrl",
                        cloud.uri() + "/" + Stage.PLACE.account() + "/" + Scene.CONTROL_PLANE
                                + "-image-pushed-dead-letters");
    }

    @Test
    void twoCloudsDoNotShareAFolder() {
        try (LocalCloud cloud = Stage.keeping(folder)) {
            assertThat(cloud.uri()).isNotNull();
            assertThatThrownBy(() -> Stage.keeping(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Another local cloud keeps its state in " + folder);
        }
    }

    /** What a person would look at. */
    private record Seen(
            Instant at,
            String declaration,
            String live,
            JsonNode runtime,
            JsonNode serving,
            JsonNode rollout,
            JsonNode images) {
        static Seen of(Scene scene) {
            return new Seen(
                    scene.cloud().clock().instant(),
                    scene.parameter("targets/support"),
                    scene.parameter("images/support/live-image"),
                    scene.runtimes().latest(scene.runtimes().id("support")),
                    scene.target("support").path("serving"),
                    scene.rollout("support-1"),
                    scene.aws()
                            .call(
                                    "ecr",
                                    "AmazonEC2ContainerRegistry_V20150921.DescribeImages",
                                    Aws.object().put("repositoryName", Sample.SUPPORT)));
        }
    }
}
