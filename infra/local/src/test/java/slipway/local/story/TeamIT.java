package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipway.local.LocalCloud;
import slipway.local.json.Json;

/**
 * The sample's two agents that have a role each, brought live by their targets: programs that call AWS, where IAM decides
 * by the synthesized template what each may do.
 */
@Timeout(180)
class TeamIT {
    private static final String TABLE = "slipway-local-sample-notes";

    private static LocalCloud cloud;
    private static Scene scene;

    @BeforeAll
    static void bothAreLive() {
        cloud = Stage.open(Templates.synthesized());
        scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(90)));
        Sample.deployTeam(cloud);
        for (String rollout : List.of("workflow-1", "assistant-1")) {
            assertThat(scene.ended(rollout).at("/ending/outcome").asText()).isEqualTo("PROMOTED");
        }
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    private static String ask(String agent, ObjectNode request) {
        HttpResponse<String> answer = scene.aws()
                .talk(
                        Stage.PLACE.arn(
                                "bedrock-agentcore",
                                "runtime/" + scene.runtimes().id(agent)),
                        "live",
                        "session-" + UUID.randomUUID(),
                        request,
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode told = Json.read(answer.body());
        assertThat(told.path("agent").asText()).isEqualTo(agent);
        return told.path("answer").asText();
    }

    private static ObjectNode writing(String id, String text) {
        return Aws.object().put("write", id).put("text", text);
    }

    /** What stands in the table, for the administrator. */
    private static JsonNode note(String id) {
        ObjectNode input = Aws.object().put("TableName", TABLE).put("ConsistentRead", true);
        input.putObject("Key").putObject("id").put("S", id);
        return scene.aws().call("dynamodb", "DynamoDB_20120810.GetItem", input).path("Item");
    }

    private static StackOwner owner() {
        return new TeamStack(scene).owner();
    }

    private static void updated(TeamAdditions additions, String what) {
        owner().update(additions.template(), what);
        owner().ends("UPDATE_COMPLETE");
    }

    private static TeamAdditions deployed() {
        return TeamAdditions.to(new TeamStack(scene).deployed());
    }

    private static String mode(ObjectNode runtime) {
        return runtime.at("/environmentVariables/MODE").asText();
    }

    @Test
    void aGateOpensForTheConfigurationThatAnAgentWasMadeWith() {
        updated(deployed().gate("workflow"), "a gate waits for what the workflow was made with");
    }

    @Test
    void aRuntimeThatNobodyFollowsIsAdoptedAndChangedAtOnce() {
        String model = scene.runtimes().id("assistant");
        ObjectNode found = Aws.object().put("agentRuntimeName", "found");
        for (String member : List.of("agentRuntimeArtifact", "roleArn", "networkConfiguration")) {
            found.set(member, scene.runtimes().latest(model).path(member));
        }
        scene.aws().rest("PUT", "/runtimes/", Optional.of(found));
        String id = scene.runtimes().id("found");

        updated(deployed().adopted("found", "workflow", true, "calm"), "it adopts the runtime found");
        assertThat(owner().physicalId("Adopted")).isEqualTo("adopted:" + id);
        assertThat(scene.runtimes().tags(id).path("team").asText()).isEqualTo("notes");
        assertThat(scene.runtimes().tags(id).path("slipway:control-plane").asText())
                .isEqualTo("slipway/local");
        assertThat(mode(scene.runtimes().latest(id))).isEqualTo("calm");

        updated(deployed().adopted("found", "workflow", false, "brisk"), "it is brisk, with another tag");
        assertThat(scene.runtimes().tags(id).has("team")).isFalse();
        assertThat(scene.runtimes().tags(id).path("crew").asText()).isEqualTo("night");
        assertThat(mode(scene.runtimes().latest(id))).isEqualTo("brisk");
    }

    @Test
    void whatPlainCloudFormationChangesComesLiveBehindTheStack() {
        updated(deployed().plain("plain", "assistant", "calm"), "it makes a runtime of plain CloudFormation");
        scene.ended("plain-1", "Promoted", "PROVEN");
        String image = scene.parameter("images/plain/live-image");

        updated(deployed().plain("plain", "assistant", "brisk"), "it is brisk");
        ObjectNode behind = scene.ended("plain-2", "Promoted", "PROVEN");

        assertThat(behind.at("/request/cause").asText()).isEqualTo("CONFIGURATION");
        String version = scene.runtimes().serving("plain", "live", image);
        assertThat(mode(scene.runtimes().version(scene.runtimes().id("plain"), version)))
                .isEqualTo("brisk");
    }

    @Test
    void whatTheWorkflowWritesTheAssistantReads() {
        assertThat(ask("workflow", writing("4711", "packed"))).isEqualTo("noted");

        assertThat(note("4711").at("/text/S").asText()).isEqualTo("packed");
        assertThat(ask("assistant", Aws.object().put("read", "4711"))).isEqualTo("packed");
    }

    @Test
    void theAssistantIsDeniedToWrite() {
        assertThat(ask("assistant", writing("4712", "lost")))
                .startsWith("AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/"
                        + "slipway-local-sample-assistant/BedrockAgentCore-")
                .endsWith(" is not authorized to perform: dynamodb:PutItem on resource:"
                        + " arn:aws:dynamodb:eu-central-1:111122223333:table/slipway-local-sample-notes"
                        + " because no identity-based policy allows the dynamodb:PutItem action");

        assertThat(note("4712").isMissingNode()).isTrue();
    }
}
