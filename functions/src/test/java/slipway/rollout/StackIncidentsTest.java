package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.customresource.CustomResource;
import slipway.customresource.PhysicalId;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Image;
import slipway.resource.CloudFormation;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;
import slipway.target.TargetName;

/** What stacks did to teams with AgentCore runtimes, as {@code docs/incidents.md} tells it, and do not do here. */
final class StackIncidentsTest {
    private final World world = new World();
    private final CustomResource<?> resource =
            CloudFormation.runtime(world.runtimes, world.runtimes, world.ledger, world.admission, world.seal);
    private final CloudFormation stack = new CloudFormation(() -> world.now, this::pass);

    /** Rollouts go on while the stack waits. */
    private void pass(Duration pause) {
        List<String> running = world.executions.running();
        running.forEach(world::turn);
        if (running.isEmpty()) {
            world.now = world.now.plus(pause);
        }
    }

    private JsonNode onLive(String member) {
        return world.document("live").json().path(member);
    }

    private void assertLiveRuns(Image image) {
        assertThat(world.document("live").containerUri()).contains(image.uri());
    }

    private Image rolledOut(String tag) {
        Image image = world.push(tag);
        world.run();
        return image;
    }

    private static ObjectNode declared(String name, String environment) {
        ObjectNode declared = RuntimeSamples.json("""
                {'RuntimeName': '%s', 'RoleArn': 'arn:aws:iam::111122223333:role/support',
                 'Image': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:0.9.0'}
                """.formatted(name));
        declared.putObject("Configuration").set("environmentVariables", RuntimeSamples.json(environment));
        return declared;
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }

    @Test
    void authorizerThatAStackDeclaresLeavesTheEnvironment() {
        TargetName target = world.live("1.0.0");
        String smokeTest = "{\"payload\": {\"prompt\": \"ping\"}}";
        world.declare(
                "support",
                World.declaration("live", "live")
                        .replace(
                                "\"configurationFrom\"",
                                "\"authorizerPrivateEndpoints\": \"none\", \"configurationFrom\"")
                        .replace(smokeTest, "{\"skip\": \"callers need a token\"}"));

        world.stack.wants(
                target, "{'authorizerConfiguration': {'customJWTAuthorizer': {'discoveryUrl': 'https://x'}}}");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROOF_SKIPPED");
        assertThat(world.document("live").hasJwtAuthorizer()).isTrue();
        assertThat(onLive("environmentVariables")).isEqualTo(RuntimeSamples.json("{'API_KEY': 'secret'}"));
    }

    @Test
    void newEnvironmentValueReachesWhatServesAndStaysThere() {
        TargetName target = world.live("1.0.0");
        String environment = "{'API_KEY': 'secret', 'FILES_TABLE': 'files'}";

        world.stack.wants(target, "{'environmentVariables': %s}".formatted(environment));
        world.run();
        assertThat(onLive("environmentVariables")).isEqualTo(RuntimeSamples.json(environment));

        assertLiveRuns(rolledOut("1.1.0"));
        assertThat(onLive("environmentVariables")).isEqualTo(RuntimeSamples.json(environment));
    }

    /** Neither CloudFormation's way back nor the next image starts from the version that failed. */
    @Test
    void environmentThatAgentCoreDoesNotTakeBlocksNeitherTheWayBackNorAnImage() {
        TargetName target = world.live("1.0.0");
        String before = "{'environmentVariables': {'API_KEY': 'secret'}}";
        world.stack.wants(target, before);
        world.run();
        world.runtimes.failNextVersion("The environment variables exceed 2560 bytes");
        world.stack.wants(target, "{'environmentVariables': {'API_KEY': '%s'}}".formatted("x".repeat(2561)));
        world.run();

        world.stack.wants(target, before);
        world.run();
        Image next = rolledOut("1.1.0");

        assertThat(world.outcomes())
                .containsExactly(
                        "support-1 Promoted PROVEN",
                        "support-2 Unchanged ALREADY_LIVE",
                        "support-3 Rejected VERSION_FAILED",
                        "support-4 Unchanged ALREADY_LIVE",
                        "support-5 Promoted PROVEN");
        assertLiveRuns(next);
        assertThat(onLive("environmentVariables")).isEqualTo(RuntimeSamples.json("{'API_KEY': 'secret'}"));
    }

    /** AgentCore changes no runtime's name, so nothing pretends that it could. */
    @Test
    void nameThatCannotChangeInPlaceIsAnotherRuntimeAndTheOldOneStaysUntilItIsThere() {
        Success one = success(stack.create(resource, declared("one", "{}")));
        Success two = success(stack.update(resource, one.id(), declared("one", "{}"), declared("two", "{}")));

        assertThat(two.id()).isNotEqualTo(one.id());
        assertThat(two.data()).containsEntry("AgentRuntimeName", "two");
        assertThat(world.runtimes.find(new RuntimeName("one"))).isPresent();
        success(stack.delete(resource, one.id()));
        assertThat(world.runtimes.find(new RuntimeName("one"))).isEmpty();
        assertThat(world.runtimes.find(new RuntimeName("two"))).isPresent();
    }

    @Test
    void changeThatTheServiceRefusesFailsTheStackAndChangesNothing() {
        world.live("1.0.0");
        PhysicalId present = new PhysicalId(world.runtime.value());
        ObjectNode before = declared("support", "{'API_KEY': 'secret'}");
        ObjectNode after = declared("support", "{'API_KEY': 'other'}");
        world.runtimes.failNext("UpdateAgentRuntime", Kind.INVALID);

        Answer refused = stack.update(resource, present, before, after);

        assertThat(refused).isInstanceOf(Failure.class);
        assertThat(((Failure) refused).reason())
                .contains("Rejected, UPDATE_REFUSED", "slipway show support-2")
                .doesNotContain("secret", "other");
        assertThat(world.versions()).hasSize(2);
        assertThat(success(stack.update(resource, present, after, before)).outcome())
                .isEqualTo("Unchanged");
    }

    @Test
    void everyAttributeThatTheConstructOffersIsInTheAnswer() throws IOException {
        String construct = Files.readString(Path.of(
                System.getProperty("slipway.root"),
                "infra/cdk/src/main/java/slipway/infra/agentruntime/AgentRuntime.java"));
        List<String> offered = Pattern.compile("getAtt\\w*\\(\"([^\"]+)\"\\)")
                .matcher(construct)
                .results()
                .map(attribute -> attribute.group(1))
                .toList();

        Success made = success(stack.create(resource, declared("one", "{}")));
        Success updated =
                success(stack.update(resource, made.id(), declared("one", "{}"), declared("one", "{'MODE': 'calm'}")));

        assertThat(offered).isNotEmpty();
        assertThat(made.data()).containsKeys(offered.toArray(String[]::new));
        assertThat(updated.data()).containsKeys(offered.toArray(String[]::new));
    }
}
