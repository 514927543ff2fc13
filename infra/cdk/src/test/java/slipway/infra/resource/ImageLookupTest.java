package slipway.infra.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import slipway.infra.target.FollowedRepository;
import slipway.infra.target.TagPolicy;
import software.amazon.awscdk.Stack;

class ImageLookupTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final FollowedRepository REPOSITORY = FollowedRepository.named("agents/support", NAMES);
    private static final String ARN = "arn:aws:ecr:eu-central-1:111122223333:repository/agents/support";

    private final Stack stack = Templates.stack("Front");

    @Test
    void aPolicyIsAskedAsADeclarationHasIt() {
        lookup(TagPolicy.semver("1.x"));
        assertThat(resource().path("Properties").toString())
                .isEqualTo(
                        "{\"ServiceToken\":\"arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-resource-request:live\","
                                + "\"RepositoryArn\":\"" + ARN
                                + "\",\"TagPolicy\":{\"preReleases\":false,\"range\":\"1.x\",\"type\":\"semver\"},"
                                + "\"Trigger\":\"build-17\"}");
    }

    @Test
    void oneTagIsAskedByItsName() {
        lookup(TagPolicy.exact("production"));
        assertThat(resource().at("/Properties/Tag").asText()).isEqualTo("production");
        assertThat(resource().path("Properties").has("TagPolicy")).isFalse();
    }

    @Test
    void theControlPlaneMayLookIntoTheRepositoryBeforeItIsAsked() {
        lookup(TagPolicy.newest());
        var policy = Templates.only(Templates.of(stack), "AWS::IAM::Policy").path("Properties");
        assertThat(policy.path("Roles").toString()).isEqualTo("[\"slipway-local-resource-progress\"]");
        assertThat(Synthesis.statements(policy.path("PolicyDocument")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.actions()).containsExactly("ecr:DescribeImages");
                    assertThat(statement.resources()).containsExactly(ARN);
                });
        assertThat(resource().path("DependsOn").toString()).contains("ImagesPolicy");
    }

    /** All of them stand in one role, where a second one of the same name would take the place of the first. */
    @Test
    void twoStacksHavePoliciesOfTheirOwn() {
        lookup(TagPolicy.newest());
        var other = Templates.stack("Back");
        new ImageLookup(other, "Lookup", NAMES, ImageLookupProps.of(REPOSITORY, TagPolicy.newest(), "1"));
        assertThat(name(other)).isNotEqualTo(name(stack)).endsWith("-Back").matches("[\\w+=,.@-]{1,128}");
    }

    @Test
    void itTellsWhichImageItIs() {
        var lookup = lookup(TagPolicy.newest());
        assertThat(stack.resolve(List.of(lookup.uri(), lookup.digest(), lookup.tag())))
                .asString()
                .contains("Uri", "Digest", "Tag");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> new ImageLookup(
                        stack, "Lookup", NAMES, ImageLookupProps.of(REPOSITORY, TagPolicy.exact("a tag"), "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("tagPolicy.tag is a tag", "trigger is blank");
    }

    private ImageLookup lookup(TagPolicy policy) {
        return new ImageLookup(stack, "Lookup", NAMES, ImageLookupProps.of(REPOSITORY, policy, "build-17"));
    }

    private JsonNode resource() {
        return Templates.only(Templates.of(stack), "Custom::ImageLookup");
    }

    private static String name(Stack stack) {
        return Templates.only(Templates.of(stack), "AWS::IAM::Policy")
                .at("/Properties/PolicyName")
                .asText();
    }
}
