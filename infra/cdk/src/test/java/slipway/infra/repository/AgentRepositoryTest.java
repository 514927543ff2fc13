package slipway.infra.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.environment.ImageTags;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

class AgentRepositoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ImageTags MOVING = new ImageTags(false, List.of());
    private static final Names WORKLOAD = new Names("slipway", "prod", "111122223333", "eu-central-1");

    @Test
    void protectedImagesStayThenTheNewestThenWhatLostItsTagIsOnlyKeptForDays() {
        var rules = parse(repository(props(MOVING))
                        .at("/LifecyclePolicy/LifecyclePolicyText")
                        .asText())
                .path("rules");
        assertThat(rules)
                .satisfiesExactly(
                        keep -> {
                            assertThat(keep.path("rulePriority").asInt()).isEqualTo(1);
                            assertThat(keep.at("/selection/tagPrefixList").toString())
                                    .isEqualTo("[\"slipway-keep-\"]");
                            assertThat(keep.at("/selection/countType").asText()).isEqualTo("imageCountMoreThan");
                            // A repository holds 100,000 images.
                            assertThat(keep.at("/selection/countNumber").asLong())
                                    .isBetween(1_000_000L, (long) Integer.MAX_VALUE);
                        },
                        newest -> {
                            assertThat(newest.path("rulePriority").asInt()).isEqualTo(2);
                            assertThat(newest.at("/selection/tagPatternList").toString())
                                    .isEqualTo("[\"*\"]");
                            assertThat(newest.at("/selection/countNumber").asInt())
                                    .isEqualTo(5);
                        },
                        untagged -> {
                            assertThat(untagged.path("rulePriority").asInt()).isEqualTo(3);
                            assertThat(untagged.at("/selection/tagStatus").asText())
                                    .isEqualTo("untagged");
                            assertThat(untagged.at("/selection/countType").asText())
                                    .isEqualTo("sinceImagePushed");
                            assertThat(untagged.at("/selection/countUnit").asText())
                                    .isEqualTo("days");
                            assertThat(untagged.at("/selection/countNumber").asInt())
                                    .isEqualTo(3);
                        });
    }

    @Test
    void everyPushIsScanned() {
        assertThat(repository(props(MOVING))
                        .at("/ImageScanningConfiguration/ScanOnPush")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tagsMoveOrStayAsTheEnvironmentSays() {
        assertThat(repository(props(MOVING)).path("ImageTagMutability").asText())
                .isEqualTo("MUTABLE");
        assertThat(repository(props(new ImageTags(true, List.of())))
                        .path("ImageTagMutability")
                        .asText())
                .isEqualTo("IMMUTABLE");
        var excepted = repository(props(new ImageTags(true, List.of("production", "dev-*"))));
        assertThat(excepted.path("ImageTagMutability").asText()).isEqualTo("IMMUTABLE_WITH_EXCLUSION");
        assertThat(excepted.path("ImageTagMutabilityExclusionFilters")
                        .findValuesAsText("ImageTagMutabilityExclusionFilterValue"))
                .containsExactly("production", "dev-*");
    }

    @Test
    void aRepositoryThatItsOwnAccountAloneFollowsLetsNobodyElseIn() {
        var template = template(props(MOVING));
        assertThat(of(template, "AWS::ECR::Repository").getFirst().has("RepositoryPolicyText"))
                .isFalse();
        assertThat(of(template, "AWS::Events::Rule")).isEmpty();
    }

    @Test
    void anotherAccountPullsAndItsRolloutAloneProtects() {
        var policy = repository(followed()).path("RepositoryPolicyText");
        assertThat(Synthesis.statements(policy))
                .satisfiesExactly(
                        pulls -> {
                            assertThat(pulls.actions())
                                    .containsExactly(
                                            "ecr:BatchGetImage",
                                            "ecr:DescribeImages",
                                            "ecr:GetDownloadUrlForLayer",
                                            "ecr:GetLifecyclePolicy");
                            assertThat(pulls.condition().isMissingNode()).isTrue();
                        },
                        protects -> {
                            assertThat(protects.actions()).containsExactly("ecr:BatchDeleteImage", "ecr:PutImage");
                            assertThat(protects.condition()
                                            .at("/ArnLike/aws:PrincipalArn")
                                            .toString())
                                    .isEqualTo("[\"arn:aws:iam::111122223333:role/slipway-prod-rollout\","
                                            + "\"arn:aws:iam::111122223333:role/*/slipway-prod-rollout\"]");
                        });
        assertThat(policy.toString()).contains(":iam::111122223333:root").doesNotContain("\"*\"");
    }

    @Test
    void whatIsPushedIsForwardedToTheOtherAccountsBusOrKept() throws Exception {
        var template = template(followed());
        var rule = of(template, "AWS::Events::Rule").getFirst();
        var pattern = rule.path("EventPattern").toString();
        assertThat(JsonRuleCompiler.check(pattern)).isNull();
        assertThat(Ruler.matchesRule(push("agents/support", "PUSH"), pattern)).isTrue();
        assertThat(Ruler.matchesRule(push("agents/other", "PUSH"), pattern)).isFalse();
        assertThat(Ruler.matchesRule(push("agents/support", "DELETE"), pattern)).isFalse();
        var target = rule.at("/Targets/0");
        assertThat(target.path("Arn").asText()).isEqualTo("arn:aws:events:eu-central-1:111122223333:event-bus/default");
        assertThat(target.has("RoleArn")).isTrue();
        assertThat(target.at("/DeadLetterConfig/Arn").isMissingNode()).isFalse();
        assertThat(Synthesis.statements(
                        of(template, "AWS::IAM::Role").getFirst().at("/Policies/0/PolicyDocument")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.actions()).containsExactly("events:PutEvents");
                    assertThat(statement.resources())
                            .containsExactly("arn:aws:events:eu-central-1:111122223333:event-bus/default");
                });
    }

    @Test
    void whatCouldNotBeForwardedRingsAndTellsTheTopicIfThereIsOne() {
        var alarm = of(template(followed()), "AWS::CloudWatch::Alarm").getFirst();
        assertThat(alarm.at("/Dimensions/0/Value/Fn::GetAtt/0").asText()).contains("Undelivered");
        assertThat(alarm.path("MetricName").asText()).isEqualTo("ApproximateNumberOfMessagesVisible");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
        assertThat(alarm.has("AlarmActions")).isFalse();

        var stack = registry();
        var topic = new Topic(stack, "Pager");
        new AgentRepository(stack, "Support", followed().telling(topic));
        assertThat(of(template(stack), "AWS::CloudWatch::Alarm")
                        .getFirst()
                        .at("/AlarmActions/0/Ref")
                        .asText())
                .startsWith("Pager");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> template(new AgentRepositoryProps(
                        "Agents//x",
                        new ImageTags(false, List.of("dev-*")),
                        RemovalPolicy.RETAIN,
                        0,
                        0,
                        List.of(new Names("slipway", "prod", "444455556666", "us-east-1")),
                        Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name is Agents//x",
                        "keepTagged is 0",
                        "untaggedDays is 0",
                        "imageTags.moving is [dev-*]",
                        "controlPlanes.account is 444455556666",
                        "controlPlanes.region is us-east-1");
    }

    private static AgentRepositoryProps props(ImageTags tags) {
        return new AgentRepositoryProps(
                "agents/support", tags, RemovalPolicy.RETAIN, 5, 3, List.of(), Optional.empty());
    }

    private static AgentRepositoryProps followed() {
        return props(MOVING).followedBy(List.of(WORKLOAD));
    }

    private static String push(String repository, String action) {
        return """
                {"source": "aws.ecr", "detail-type": "ECR Image Action", "detail": {"result": "SUCCESS",
                 "repository-name": "%s", "action-type": "%s", "image-tag": "1.0.0"}}""".formatted(repository, action);
    }

    private static JsonNode repository(AgentRepositoryProps props) {
        return of(template(props), "AWS::ECR::Repository").getFirst();
    }

    private static JsonNode template(AgentRepositoryProps props) {
        var stack = registry();
        new AgentRepository(stack, "Support", props);
        return template(stack);
    }

    private static JsonNode template(Stack stack) {
        return JSON.valueToTree(Template.fromStack(stack).toJSON());
    }

    /** In the registry's account. */
    private static Stack registry() {
        return new Stack(
                new App(),
                "Registry",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("444455556666")
                                .region("eu-central-1")
                                .build())
                        .build());
    }

    private static List<JsonNode> of(JsonNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
