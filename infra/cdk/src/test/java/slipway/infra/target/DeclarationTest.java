package slipway.infra.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class DeclarationTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final FollowedRepository REPOSITORY = FollowedRepository.named("agents/support", NAMES);
    private static final TargetRuntime RUNTIME =
            TargetRuntime.named("support", "arn:aws:iam::111122223333:role/support-agent");

    @Test
    void aDeclarationIsWrittenAsTheControlPlaneReadsIt() {
        var test = SmokeTest.ask("{\"prompt\": \"ping\"}", Expectation.matchAt("/answer", "ok|fine"))
                .sampled(5, 4)
                .within(Duration.ofSeconds(2), Duration.ofMinutes(1));
        var declaration = Declaration.live("support", REPOSITORY, TagPolicy.semver("1.x"), RUNTIME, "live", test);
        assertThat(DeclarationJson.of(declaration)).isEqualTo("""
                        {"schema":1,"repository":{"account":"111122223333","region":"eu-central-1","name":"agents/support"},\
                        "tagPolicy":{"type":"semver","range":"1.x","preReleases":false},\
                        "runtime":{"name":"support","configurationFrom":"live"},"endpoint":"live",\
                        "smokeTest":{"payload":{"prompt":"ping"},"expect":{"status":200,"pointer":"/answer","matches":"ok|fine"},\
                        "latencyMillis":2000,"samples":5,"mustPass":4,"deadlineSeconds":60,"maxBytes":1048576}}""");
    }

    /** Against the example that the schema comes with, so that no member is forgotten. */
    @Test
    void whatIsSaidOfARolloutsCareIsWrittenAsTheControlPlaneReadsIt() {
        var example = Synthesis.read(Synthesis.ROOT.resolve("events/declaration/example.json"));
        var test = SmokeTest.ask("1", Expectation.status(200)).comparedWithLive(2);
        var bounds = Bake.Bounds.none()
                .errors(5)
                .throttles(5)
                .latency(Duration.ofSeconds(20))
                .slowdown(1.5);
        var bake = Bake.lasting(Duration.ofMinutes(15))
                .under("support-errors")
                .within(bounds)
                .needing(new Bake.Traffic(20, 1, Duration.ofHours(1), Bake.Otherwise.PROMOTE));
        var written = written(Declaration.live("support", REPOSITORY, TagPolicy.semver("1.x"), RUNTIME, "live", test)
                .approved(Duration.ofDays(3))
                .baked(bake)
                .followedBy(Aftercare.standard().keepingVersions(20))
                .onDrift(Drift.healed()));
        for (var member : List.of("approval", "bake", "afterRejection", "afterRollback", "keepVersions", "drift")) {
            assertThat(written.path(member).toString())
                    .as(member)
                    .isEqualTo(example.path(member).toString().replace(":5,", ":5.0,"));
        }
        assertThat(written.at("/smokeTest/latencyRatio")).isEqualTo(example.at("/smokeTest/latencyRatio"));
    }

    @Test
    void everyChoiceIsWrittenAsTheSchemaNamesIt() {
        var schema = Synthesis.read(Synthesis.ROOT.resolve("events/declaration/schema.json"));
        var traffic = new Bake.Traffic(0, 0, Duration.ZERO, Bake.Otherwise.ROLL_BACK);
        var bake = Bake.lasting(Duration.ofMinutes(15))
                .within(Bake.Bounds.none().errors(5))
                .needing(traffic);
        var written = written(sized(500, "live")
                .baked(bake)
                .followedBy(Aftercare.standard()
                        .afterRejection(Aftercare.AfterRejection.RESTORE_DEFAULT)
                        .afterRollback(Aftercare.AfterRollback.HOLD)));
        assertThat(schema.at("/properties/afterRejection/enum/1")).isEqualTo(written.path("afterRejection"));
        assertThat(schema.at("/properties/afterRollback/enum/1")).isEqualTo(written.path("afterRollback"));
        assertThat(schema.at("/properties/bake/properties/tooLittleTraffic/properties/then/enum/1"))
                .isEqualTo(written.at("/bake/tooLittleTraffic/then"));
        assertThat(written.has("keepVersions")).isFalse();
    }

    @Test
    void everyPolicyOnDriftIsWrittenAsTheSchemaNamesIt() {
        var policies = Synthesis.read(Synthesis.ROOT.resolve("events/declaration/schema.json"))
                .at("/properties/drift/properties/policy/enum");
        var drifts = List.of(Drift.healed(), Drift.reported(), Drift.ignored());
        assertThat(drifts.stream()
                        .map(drift -> written(Declaration.publishOnly("support", REPOSITORY, TagPolicy.semver("1.x"))
                                .onDrift(drift)))
                        .map(json -> json.at("/drift/policy")))
                .containsExactlyElementsOf(policies);
    }

    private static JsonNode written(Declaration declaration) {
        var parameters = target(declaration).findResources("AWS::SSM::Parameter");
        var text = new ObjectMapper().valueToTree(parameters).findValue("Value").asText();
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var repository = new FollowedRepository("1111", "moon", "Agents");
        var runtime = TargetRuntime.named("my-agent", "role").authorizerPrivateEndpoints("nothing");
        var test = SmokeTest.ask("ping", Expectation.valueAt("answer", "ok")).sampled(2, 3);
        var policy = new TagPolicy.Newest(List.of(), List.of("[a-z]+"));
        var declaration = Declaration.live("Support", repository, policy, runtime, "a".repeat(39), test);
        assertThatThrownBy(() -> target(declaration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name is Support",
                        "repository.account is 1111",
                        "repository.region is moon",
                        "repository.name is Agents",
                        "tagPolicy.allow is []",
                        "tagPolicy.ignore is [a-z]+",
                        "runtime.name is my-agent",
                        "runtime.executionRoleArn is role",
                        "runtime.authorizerPrivateEndpoints is nothing",
                        "endpoint is aaaa",
                        "smokeTest.payload is ping",
                        "smokeTest.expect.pointer is answer",
                        "smokeTest.expect.equals is ok",
                        "smokeTest.mustPass is 3: write 1 to 2");
    }

    @Test
    void neitherDefaultNorACandidateCanBeLive() {
        for (var endpoint : List.of("DEFAULT", "candidate", "prod_previous")) {
            assertThatThrownBy(() -> target(sized(500, endpoint))).hasMessageContaining("endpoint is " + endpoint);
        }
    }

    @Test
    void theTierFollowsTheSizeInBytes() {
        assertThat(tier(4096)).isEqualTo("Standard");
        assertThat(tier(4097)).isEqualTo("Advanced");
        assertThat(tier(8192)).isEqualTo("Advanced");
    }

    @Test
    void aDeclarationThatParameterStoreCannotHoldIsRefusedWithARemedy() {
        assertThatThrownBy(() -> target(sized(8193, "live")))
                .hasMessageContaining("the declaration is 8193 bytes")
                .hasMessageContaining("shorten smokeTest.payload");
    }

    @Test
    void aDeclarationDeeperThanTheControlPlaneReadsIsRefused() {
        assertThatThrownBy(() -> target(nested(49))).hasMessageContaining("deeper than 50 levels");
        assertThat(target(nested(48)).findResources("AWS::SSM::Parameter")).hasSize(1);
    }

    private static Declaration nested(int levels) {
        var test = SmokeTest.ask("[".repeat(levels) + "]".repeat(levels), Expectation.status(200));
        return Declaration.live("support", REPOSITORY, TagPolicy.exact("production"), RUNTIME, "live", test);
    }

    private static String tier(int bytes) {
        var parameters = target(sized(bytes, "live")).findResources("AWS::SSM::Parameter");
        return parameters.toString().replaceAll("(?s).*Tier=([A-Za-z]+).*", "$1");
    }

    /** A declaration of so many bytes. */
    private static Declaration sized(int bytes, String endpoint) {
        var least = DeclarationJson.of(padded("", endpoint)).length();
        return padded("é".repeat((bytes - least) / 2) + "x".repeat((bytes - least) % 2), endpoint);
    }

    private static Declaration padded(String padding, String endpoint) {
        var test = SmokeTest.ask("\"" + padding + "\"", Expectation.status(200));
        return Declaration.live("support", REPOSITORY, TagPolicy.exact("production"), RUNTIME, endpoint, test);
    }

    private static Template target(Declaration declaration) {
        var stack = new Stack(new App(), "Agents");
        new AgentTarget(stack, "Target", NAMES, declaration);
        return Template.fromStack(stack);
    }
}
