package slipway.infra.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.infra.Synthesis;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;

/** What is refused at synth is what the control plane refuses: both keep to the schema. */
class DeclarationBoundsTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final FollowedRepository REPOSITORY = FollowedRepository.named("agents/support", NAMES);
    private static final TargetRuntime RUNTIME =
            TargetRuntime.named("support", "arn:aws:iam::111122223333:role/support-agent");
    private static final TagPolicy POLICY = TagPolicy.exact("production");
    private static final Declaration LIVE =
            Declaration.live("support", REPOSITORY, POLICY, RUNTIME, "live", SmokeTest.skip("no need"));
    private static final JsonNode SCHEMA = Synthesis.read(Synthesis.ROOT.resolve("events/declaration/schema.json"));
    private static final String PROBE = "/properties/smokeTest/oneOf/0/properties/";

    @ParameterizedTest
    @ValueSource(
            strings = {"latencyMillis", "samples", "mustPass", "deadlineSeconds", "maxBytes", "expect/properties/status"
            })
    void aNumberIsHeldToTheSchemasBounds(String field) {
        var bounds = SCHEMA.at(PROBE + field);
        var least = bounds.path("minimum").asInt();
        var most = bounds.path("maximum").asInt();
        assertThat(problems(test(field, least))).isEmpty();
        assertThat(problems(test(field, most))).isEmpty();
        assertThat(problems(test(field, least - 1))).isNotEmpty();
        assertThat(problems(test(field, most + 1))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval/properties/expiresHours",
                "bake/properties/minutes",
                "bake/properties/latencyMillis",
                "bake/properties/minInvocations",
                "bake/properties/minNewSessions",
                "bake/properties/tooLittleTraffic/properties/waitMinutes",
                "keepVersions",
                "drift/properties/heldTooLongDays",
                "drift/properties/vetoedTooLongDays"
            })
    void whatIsSaidOfARolloutsCareIsHeldToTheSchemasBounds(String field) {
        var bounds = SCHEMA.at("/properties/" + field);
        var least = bounds.path("minimum").asInt();
        var most = bounds.path("maximum").asInt();
        assertThat(problems(cared(field, least))).isEmpty();
        assertThat(problems(cared(field, most))).isEmpty();
        assertThat(problems(cared(field, least - 1))).isNotEmpty();
        assertThat(problems(cared(field, most + 1))).isNotEmpty();
    }

    @Test
    void percentagesAndRatiosAreHeldToTheSchemasBounds() {
        var bake = SCHEMA.at("/properties/bake/properties");
        assertThat(bake.at("/errorPercent/minimum").asDouble()).isZero();
        assertThat(bake.at("/errorPercent/maximum").asDouble()).isEqualTo(100);
        assertThat(bake.at("/latencyRatio/exclusiveMinimum").asDouble()).isEqualTo(1);
        assertThat(bake.at("/latencyRatio/maximum").asDouble()).isEqualTo(100);
        assertThat(bake.at("/throttlePercent")).isNotEmpty();
        assertThat(SCHEMA.at(PROBE + "latencyRatio/exclusiveMinimum").asDouble())
                .isEqualTo(1);
        for (var good : List.of(1.001, 2.0, 100.0)) {
            assertThat(problems(ratios(good))).as("%s", good).isEmpty();
        }
        for (var bad : List.of(1.0, 0.5, 100.001, Double.NaN)) {
            assertThat(problems(ratios(bad))).as("%s", bad).contains("smokeTest.latencyRatio", "bake.latencyRatio");
        }
        for (var good : List.of(0.0, 0.5, 100.0)) {
            assertThat(problems(percents(good))).as("%s", good).isEmpty();
        }
        for (var bad : List.of(-0.1, 100.001, Double.NaN)) {
            assertThat(problems(percents(bad))).as("%s", bad).contains("bake.errorPercent", "bake.throttlePercent");
        }
    }

    @Test
    void alarmsAreNamedAsTheSchemaSays() {
        var alarms = SCHEMA.at("/properties/bake/properties/alarms");
        var most = alarms.path("maxItems").asInt();
        var length = alarms.at("/items/maxLength").asInt();
        assertThat(alarms.path("uniqueItems").asBoolean()).isTrue();
        assertThat(problems(under(alarms(most)))).isEmpty();
        assertThat(problems(under(alarms(most + 1)))).isNotEmpty();
        assertThat(problems(under("é".repeat(length)))).isEmpty();
        for (var bad : List.of("x".repeat(length + 1), "", "a\nb", "\u007f")) {
            assertThat(problems(under(bad))).as(bad).isNotEmpty();
        }
        assertThat(problems(under("a", "a"))).contains("name each alarm once");
    }

    @Test
    void trafficNeedsABoundToBeJudgedBy() {
        var traffic = new Bake.Traffic(20, 1, Duration.ZERO, Bake.Otherwise.PROMOTE);
        var bake = Bake.lasting(Duration.ofMinutes(15)).under("support-errors").needing(traffic);
        assertThat(problems(LIVE.baked(bake))).contains("declare the bounds");
        assertThat(problems(LIVE.baked(bake.within(Bake.Bounds.none().errors(5)))))
                .isEmpty();
    }

    @Test
    void timeIsToldInWholeUnits() {
        assertThat(problems(LIVE.approved(Duration.ofMinutes(90)))).contains("write whole hours");
        assertThat(problems(LIVE.baked(Bake.lasting(Duration.ofSeconds(90))))).contains("write whole minutes");
    }

    @Test
    void whatOnlyPublishesHasNothingToCareFor() {
        var publishing = Declaration.publishOnly("support", REPOSITORY, POLICY);
        for (var cared : List.of(
                publishing.approved(Duration.ofDays(3)),
                publishing.baked(Bake.lasting(Duration.ofMinutes(15))),
                publishing.followedBy(Aftercare.standard()))) {
            assertThat(problems(cared)).contains("remove it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"contains", "pointer", "matches"})
    void anExpectationIsAsLongAsTheSchemaAllows(String field) {
        var bounds = SCHEMA.at(PROBE + "expect/properties/" + field);
        var most = bounds.path("maxLength").asInt();
        assertThat(problems(expecting(field, text(field, most)))).isEmpty();
        assertThat(problems(expecting(field, text(field, most + 1)))).isNotEmpty();
        assertThat(problems(expecting(field, "")).isEmpty())
                .isEqualTo(bounds.path("minLength").asInt() == 0);
    }

    @Test
    void aReasonToSkipIsAsLongAsTheSchemaAllows() {
        var most = SCHEMA.at("/properties/smokeTest/oneOf/1/properties/skip/maxLength")
                .asInt();
        assertThat(problems(SmokeTest.skip("é".repeat(most)))).isEmpty();
        assertThat(problems(SmokeTest.skip("x".repeat(most + 1)))).isNotEmpty();
        assertThat(problems(SmokeTest.skip(" "))).isNotEmpty();
    }

    @Test
    void aTagPolicyIsAsLargeAsTheSchemaAllows() {
        var globs = SCHEMA.at("/properties/tagPolicy/oneOf/1/properties/allow/maxItems")
                .asInt();
        var range = SCHEMA.at("/properties/tagPolicy/oneOf/0/properties/range/maxLength")
                .asInt();
        assertThat(problems(new TagPolicy.Newest(globs(globs), globs(globs)))).isEmpty();
        assertThat(problems(new TagPolicy.Newest(globs(globs + 1), List.of()))).isNotEmpty();
        assertThat(problems(new TagPolicy.Newest(globs(1), globs(globs + 1)))).isNotEmpty();
        assertThat(problems(TagPolicy.semver("1".repeat(range)))).isEmpty();
        assertThat(problems(TagPolicy.semver("1".repeat(range + 1)))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eu-central-1      | agents/support | true
            us-gov-west-1     | agents/support | true
            eusc-de-east-1    | agents/support | true
            eu-central-123    | agents/support | false
            eu-central-1      | ab             | true
            eu-central-1      | a              | false
            eu-central-1      | a//b           | false
            """)
    void aRepositoryIsNamedAsTheSchemaSays(String region, String name, boolean fits) {
        assertThat(region.matches(pattern("region")) && name.matches(pattern("name")) && name.length() >= 2)
                .isEqualTo(fits);
        var repository = new FollowedRepository("111122223333", region, name);
        assertThat(problems(Declaration.publishOnly("support", repository, POLICY))
                        .isEmpty())
                .isEqualTo(fits);
    }

    @Test
    void privateEndpointsAreNoneOrAListOfObjects() {
        var most = SCHEMA.at("/properties/runtime/properties/authorizerPrivateEndpoints/oneOf/1/maxItems")
                .asInt();
        for (var good : List.of("\"none\"", overrides(1), overrides(most))) {
            assertThat(problems(RUNTIME.authorizerPrivateEndpoints(good))).isEmpty();
        }
        for (var bad : List.of("\"some\"", "[]", "[{}]", "[1]", "{}", overrides(most + 1))) {
            assertThat(problems(RUNTIME.authorizerPrivateEndpoints(bad)))
                    .as(bad)
                    .isNotEmpty();
        }
    }

    @Test
    void aMemberThatStandsTwiceIsRefusedAsTheControlPlaneDoes() {
        assertThat(problems(SmokeTest.ask("{\"a\":1,\"a\":2}", Expectation.status(200))))
                .isNotEmpty();
    }

    private static String pattern(String field) {
        return SCHEMA.at("/properties/repository/properties/" + field + "/pattern")
                .asText();
    }

    private static SmokeTest test(String field, int value) {
        var ping = SmokeTest.ask("1", Expectation.status(200)).sampled(100, 1);
        var expectation = ping.expectation();
        return switch (field) {
            case "latencyMillis" -> ping.within(Duration.ofMillis(value), ping.deadline());
            case "samples" -> ping.sampled(value, 1);
            case "mustPass" -> ping.sampled(100, value);
            case "deadlineSeconds" -> ping.within(ping.latency(), Duration.ofSeconds(value));
            case "maxBytes" ->
                new SmokeTest.Probe(ping.payload(), expectation, ping.latency(), null, 1, 1, ping.deadline(), value);
            default -> SmokeTest.ask("1", Expectation.status(value));
        };
    }

    private static Declaration cared(String field, int value) {
        var bounds = Bake.Bounds.none().errors(5);
        var bake = Bake.lasting(Duration.ofMinutes(15)).within(bounds);
        return switch (field) {
            case "approval/properties/expiresHours" -> LIVE.approved(Duration.ofHours(value));
            case "bake/properties/minutes" -> LIVE.baked(Bake.lasting(Duration.ofMinutes(value)));
            case "bake/properties/latencyMillis" -> LIVE.baked(bake.within(bounds.latency(Duration.ofMillis(value))));
            case "bake/properties/minInvocations" -> LIVE.baked(bake.needing(traffic(value, 1, 0)));
            case "bake/properties/minNewSessions" -> LIVE.baked(bake.needing(traffic(20, value, 0)));
            case "drift/properties/heldTooLongDays" ->
                LIVE.onDrift(Drift.healed().bearing(Duration.ofDays(value), Duration.ofDays(1)));
            case "drift/properties/vetoedTooLongDays" ->
                LIVE.onDrift(Drift.reported().bearing(Duration.ofDays(1), Duration.ofDays(value)));
            case "keepVersions" -> LIVE.followedBy(Aftercare.standard().keepingVersions(value));
            default -> LIVE.baked(bake.needing(traffic(20, 1, value)));
        };
    }

    private static Bake.Traffic traffic(int invocations, int sessions, int minutes) {
        return new Bake.Traffic(invocations, sessions, Duration.ofMinutes(minutes), Bake.Otherwise.ROLL_BACK);
    }

    private static Declaration ratios(double ratio) {
        var test = SmokeTest.ask("1", Expectation.status(200)).comparedWithLive(ratio);
        var bake =
                Bake.lasting(Duration.ofMinutes(15)).within(Bake.Bounds.none().slowdown(ratio));
        return Declaration.live("support", REPOSITORY, POLICY, RUNTIME, "live", test)
                .baked(bake);
    }

    private static Declaration percents(double percent) {
        var bounds = Bake.Bounds.none().errors(percent).throttles(percent);
        return LIVE.baked(Bake.lasting(Duration.ofMinutes(15)).within(bounds));
    }

    private static Declaration under(String... alarms) {
        return LIVE.baked(Bake.lasting(Duration.ofMinutes(15)).under(alarms));
    }

    private static String[] alarms(int count) {
        return IntStream.range(0, count).mapToObj(n -> "alarm-" + n).toArray(String[]::new);
    }

    private static SmokeTest expecting(String field, String text) {
        return SmokeTest.ask(
                "1",
                switch (field) {
                    case "contains" -> Expectation.containing(text);
                    case "pointer" -> Expectation.valueAt(text, "1");
                    default -> Expectation.matchAt("/answer", text);
                });
    }

    private static String text(String field, int length) {
        return field.equals("pointer") ? "/" + "a".repeat(length - 1) : "a".repeat(length);
    }

    private static List<String> globs(int count) {
        return Collections.nCopies(count, "v*");
    }

    private static String overrides(int count) {
        return Collections.nCopies(count, "{\"domain\":\"x\"}").toString();
    }

    private static String problems(SmokeTest test) {
        return problems(Declaration.live("support", REPOSITORY, POLICY, RUNTIME, "live", test));
    }

    private static String problems(TagPolicy policy) {
        return problems(Declaration.publishOnly("support", REPOSITORY, policy));
    }

    private static String problems(TargetRuntime runtime) {
        return problems(Declaration.live("support", REPOSITORY, POLICY, runtime, "live", SmokeTest.skip("no need")));
    }

    private static String problems(Declaration declaration) {
        var problems = new Problems();
        new DeclarationRules(problems).check(declaration);
        try {
            problems.report("it");
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
