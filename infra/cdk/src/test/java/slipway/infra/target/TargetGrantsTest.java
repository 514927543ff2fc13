package slipway.infra.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Resource;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class TargetGrantsTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");

    /** What IAM lets the policies in line of one role come to, white space not counted. */
    private static final int INLINE = 10_240;

    private static final int MANAGED = 6_144;

    @ParameterizedTest
    @CsvSource({
        "28, 17, 16, image-pushed",
        "28, 17, 16, target-declared",
        "28, 17, 16, rollout",
        "28, 17, 16, smoke-test",
        "28, 17, 16, operator",
        "28, 17, 16, status",
        "22, 72, 63, image-pushed",
        "22, 72, 63, target-declared",
        "22, 72, 63, rollout",
        "22, 72, 63, smoke-test",
        "22, 72, 63, operator",
        "22, 72, 63, status",
    })
    void oneControlPlaneHoldsSoManyTargets(int targets, int repository, int role, String suffix) {
        var name = "slipway-local-" + suffix;
        var own = role(name).properties().path("Policies").findValues("PolicyDocument");
        var added = resources(stack(targets, repository, role), "AWS::IAM::Policy").stream()
                .filter(policy -> policy.at("/Properties/Roles").toString().contains("\"" + name + "\""))
                .map(policy -> policy.at("/Properties/PolicyDocument"))
                .toList();
        assertThat(characters(own) + characters(added)).isBetween(1, INLINE - 1);
    }

    @Test
    void noTargetAddsAManagedPolicy() {
        assertThat(resources(one(), "AWS::IAM::ManagedPolicy")).isEmpty();
        assertThat(Synthesis.resources("AWS::IAM::ManagedPolicy"))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(
                                characters(List.of(policy.properties().path("PolicyDocument"))))
                        .isLessThan(MANAGED));
    }

    @Test
    void aTargetLetsTheRolloutPassItsRoleReadAndKeepItsImagesAndNothingElse() {
        var policies = resources(one(), "AWS::IAM::Policy");
        assertThat(policies).hasSize(2);
        assertThat(policies)
                .filteredOn(policy -> policy.at("/Properties/Roles").toString().equals("[\"slipway-local-rollout\"]"))
                .singleElement()
                .satisfies(policy -> assertThat(Synthesis.statements(policy.at("/Properties/PolicyDocument")))
                        .satisfiesExactly(
                                pass -> {
                                    assertThat(pass.actions()).containsExactly("iam:PassRole");
                                    assertThat(pass.resources())
                                            .containsExactly(NAMES.roleArn(padded("agent-", 1, 30)));
                                },
                                images -> {
                                    assertThat(images.actions())
                                            .containsExactly(
                                                    "ecr:BatchDeleteImage",
                                                    "ecr:BatchGetImage",
                                                    "ecr:DescribeImages",
                                                    "ecr:GetDownloadUrlForLayer",
                                                    "ecr:PutImage");
                                    assertThat(images.resources())
                                            .containsExactly("arn:aws:ecr:eu-central-1:111122223333:repository/"
                                                    + padded("agents/", 1, 30));
                                }));
    }

    /** A declaration is acted on as soon as it is written, and for as long as it stands. */
    @Test
    void aDeclarationIsWrittenAfterEveryGrantAndGoesBeforeThem() {
        var resources = one().path("Resources");
        var grants = resources.properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::IAM::Policy"))
                .map(Entry::getKey)
                .toList();
        assertThat(resources(one(), "AWS::SSM::Parameter"))
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

    private static JsonNode one() {
        return stack(1, 30, 30);
    }

    private static JsonNode stack(int targets, int repository, int role) {
        var stack = new Stack(new App(), "Agents");
        IntStream.rangeClosed(1, targets)
                .forEach(n -> target(stack, n, padded("agents/", n, repository), padded("agent-", n, role)));
        return json(stack);
    }

    private static void target(Stack stack, int n, String repository, String role) {
        var declaration = Declaration.live(
                "target-" + n,
                FollowedRepository.named(repository, NAMES),
                TagPolicy.exact("production"),
                TargetRuntime.named("runtime_" + n, NAMES.roleArn(role)),
                "live",
                SmokeTest.skip("only its grants are looked at"));
        new AgentTarget(stack, "Target" + n, NAMES, declaration);
    }

    /** A name of so many characters. */
    private static String padded(String start, int n, int length) {
        return start + ("%0" + (length - start.length()) + "d").formatted(n);
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
