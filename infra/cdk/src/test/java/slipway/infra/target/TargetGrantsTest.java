package slipway.infra.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Resource;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class TargetGrantsTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final int MANY = 25;

    /** What IAM lets the policies in line of one role come to, white space not counted. */
    private static final int INLINE = 10_240;

    private static final int MANAGED = 6_144;

    @ParameterizedTest
    @ValueSource(strings = {"image-pushed", "target-declared", "rollout", "smoke-test"})
    void oneControlPlaneHoldsTwentyFiveTargets(String suffix) {
        var role = "slipway-local-" + suffix;
        var own = role(role).properties().path("Policies").findValues("PolicyDocument");
        var added = resources(many(), "AWS::IAM::Policy").stream()
                .filter(policy -> policy.at("/Properties/Roles").toString().contains("\"" + role + "\""))
                .map(policy -> policy.at("/Properties/PolicyDocument"))
                .toList();
        assertThat(characters(own) + characters(added)).isBetween(1, INLINE);
    }

    @Test
    void noTargetAddsAManagedPolicy() {
        assertThat(resources(many(), "AWS::IAM::ManagedPolicy")).isEmpty();
        assertThat(Synthesis.resources("AWS::IAM::ManagedPolicy"))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(
                                characters(List.of(policy.properties().path("PolicyDocument"))))
                        .isLessThan(MANAGED));
    }

    @Test
    void aTargetLetsTheRolloutPassItsRoleAndReadItsImagesAndNothingElse() {
        var policies = resources(stack(1), "AWS::IAM::Policy");
        assertThat(policies).hasSize(2);
        assertThat(policies)
                .filteredOn(policy -> policy.at("/Properties/Roles").toString().equals("[\"slipway-local-rollout\"]"))
                .singleElement()
                .satisfies(policy -> assertThat(Synthesis.statements(policy.at("/Properties/PolicyDocument")))
                        .satisfiesExactly(
                                pass -> {
                                    assertThat(pass.actions()).containsExactly("iam:PassRole");
                                    assertThat(pass.resources()).containsExactly(executionRole(1));
                                },
                                images -> {
                                    assertThat(images.actions()).allMatch(action -> action.startsWith("ecr:"));
                                    assertThat(images.resources())
                                            .containsExactly("arn:aws:ecr:eu-central-1:111122223333:repository/"
                                                    + repository(1));
                                }));
    }

    /** A declaration is acted on as soon as it is written, and for as long as it stands. */
    @Test
    void aDeclarationIsWrittenAfterEveryGrantAndGoesBeforeThem() {
        var resources = stack(1).path("Resources");
        var grants = resources.properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::IAM::Policy"))
                .map(java.util.Map.Entry::getKey)
                .toList();
        assertThat(resources(stack(1), "AWS::SSM::Parameter"))
                .singleElement()
                .satisfies(parameter -> assertThat(
                                parameter.path("DependsOn").valueStream().map(JsonNode::asText))
                        .containsAll(grants));
    }

    @Test
    void aTargetThatOnlyPublishesLetsNobodyTouchARuntime() {
        var stack = new Stack(new App(), "Agents");
        var repository = FollowedRepository.named("agents/docs", NAMES);
        new AgentTarget(stack, "Target", NAMES, Declaration.publishOnly("docs", repository, TagPolicy.newest()));
        var template = json(stack);
        assertThat(resources(template, "AWS::IAM::Policy")).hasSize(1);
        assertThat(template.toString()).doesNotContain("bedrock-agentcore", "PassRole");
    }

    private static Resource role(String name) {
        return Synthesis.resources("AWS::IAM::Role").stream()
                .filter(role -> role.properties().path("RoleName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** References are counted as the template spells them, which is longer than what they stand for. */
    private static int characters(List<JsonNode> documents) {
        return documents.stream()
                .mapToInt(document -> document.toString().length())
                .sum();
    }

    private static JsonNode many() {
        return stack(MANY);
    }

    private static JsonNode stack(int targets) {
        var stack = new Stack(new App(), "Agents");
        IntStream.rangeClosed(1, targets).forEach(n -> target(stack, n));
        return json(stack);
    }

    private static void target(Stack stack, int n) {
        var runtime = TargetRuntime.named("runtime_" + n, executionRole(n));
        var declaration = Declaration.live(
                "target-" + n,
                FollowedRepository.named(repository(n), NAMES),
                TagPolicy.exact("production"),
                runtime,
                "live",
                SmokeTest.skip("only its grants are looked at"));
        new AgentTarget(stack, "Target" + n, NAMES, declaration);
    }

    private static String repository(int n) {
        return "team/agents/customer-support-%02d".formatted(n);
    }

    private static String executionRole(int n) {
        return NAMES.roleArn("customer-support-agent-execution-%02d".formatted(n));
    }

    private static JsonNode json(Stack stack) {
        return new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
    }

    private static List<JsonNode> resources(JsonNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .toList();
    }
}
