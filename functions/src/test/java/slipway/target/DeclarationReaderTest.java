package slipway.target;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.events.EventFolder;
import slipway.monitor.AlarmName;
import slipway.target.Aftercare.AfterRejection;
import slipway.target.Aftercare.AfterRollback;
import slipway.target.BakeSpec.Bounds;
import slipway.target.BakeSpec.Enough;
import slipway.target.BakeSpec.Otherwise;
import slipway.target.Declaration.Approval;
import slipway.target.Declaration.Deployment;
import slipway.target.Declaration.Proof;
import slipway.target.DriftSpec.Policy;

/** That what a declaration says of a rollout's care is what is read, and that the schema tells the defaults. */
class DeclarationReaderTest {
    private static final EventFolder FOLDER = EventFolder.named("declaration");

    @Test
    void aBakeIsReadWhole() {
        assertThat(accepted("bake-under-every-bound").bake())
                .contains(new BakeSpec(
                        Duration.ofMinutes(15),
                        List.of(new AlarmName("support-errors")),
                        new Bounds(
                                Optional.of(new BigDecimal("5")),
                                Optional.of(new BigDecimal("5")),
                                Optional.of(Duration.ofSeconds(20)),
                                Optional.of(new BigDecimal("1.5"))),
                        new Enough(20, 1, Duration.ofMinutes(60), Otherwise.PROMOTE)));
        assertThat(accepted("bake-that-needs-traffic").bake().orElseThrow().enough())
                .isEqualTo(new Enough(200, 20, Duration.ofDays(1), Otherwise.ROLL_BACK));
    }

    @Test
    void whatIsSaidAfterTheEndIsRead() {
        assertThat(accepted("versions-kept-and-default-restored").aftercare())
                .isEqualTo(new Aftercare(AfterRejection.RESTORE_DEFAULT, AfterRollback.VETO, OptionalInt.of(20)));
        assertThat(accepted("bake-under-alarms").aftercare())
                .isEqualTo(new Aftercare(AfterRejection.LEAVE, AfterRollback.HOLD, OptionalInt.empty()));
    }

    @Test
    void theRatioOfASmokeTestIsRead() {
        assertThat(accepted("smoke-test-against-live").proof())
                .isInstanceOfSatisfying(
                        Proof.BySmokeTest.class,
                        smoke -> assertThat(smoke.spec().latencyRatio()).contains(new BigDecimal("1.25")));
    }

    @Test
    void whatIsLeftOutIsAsTheSchemaSays() {
        BakeSpec bake = accepted("bake-of-time-alone").bake().orElseThrow();
        assertThat(bake.alarms()).isEmpty();
        assertThat(bake.bounds().any()).isFalse();
        assertThat(bake.enough())
                .isEqualTo(new Enough(
                        byDefault("bake/properties/minInvocations").asInt(),
                        byDefault("bake/properties/minNewSessions").asInt(),
                        Duration.ofMinutes(byDefault("bake/properties/tooLittleTraffic")
                                .path("waitMinutes")
                                .asInt()),
                        Otherwise.PROMOTE));
        assertThat(accepted("approval-of-three-days").approval())
                .contains(new Approval(Duration.ofHours(
                        byDefault("approval/properties/expiresHours").asInt())));
        assertThat(accepted("least-that-rolls-out"))
                .extracting(Deployment::approval, Deployment::bake, Deployment::aftercare)
                .containsExactly(Optional.empty(), Optional.empty(), Aftercare.standard());
    }

    @Test
    void whatIsSaidOfDriftIsRead() {
        assertThat(declaration("drift-that-is-reported").drift())
                .isEqualTo(new DriftSpec(Policy.REPORT, Duration.ofDays(1), Duration.ofDays(90)));
        assertThat(declaration("drift-of-a-publish-only-target").drift().policy())
                .isEqualTo(Policy.OFF);
    }

    @Test
    void driftIsHealedWhereNothingIsSaid() {
        assertThat(declaration("least-that-rolls-out").drift())
                .isEqualTo(DriftSpec.standard())
                .isEqualTo(new DriftSpec(
                        Policy.HEAL,
                        Duration.ofDays(
                                byDefault("drift/properties/heldTooLongDays").asInt()),
                        Duration.ofDays(
                                byDefault("drift/properties/vetoedTooLongDays").asInt())));
        assertThat(byDefault("drift/properties/policy").asText()).isEqualTo("heal");
    }

    /** What an owner wrote twice is one mistake; what needs a bound is told for each member that does. */
    @Test
    void everyProblemOfABakeIsToldAtOnce() {
        String sentence = problems("""
                "bake": {"alarms": ["a", "a"], "minInvocations": -1, "tooLittleTraffic": {"then": "wait"}},
                "approval": {"expiresHours": 0}, "keepVersions": 4, "drift": {"policy": "no", "heldTooLongDays": 0}""");
        assertThat(sentence.split(" · ", -1))
                .containsExactlyInAnyOrder(
                        "/approval/expiresHours: 0; write a whole number from 1 to 336",
                        "/bake/minutes: (missing); write for how many minutes live is watched, 1 to 1440",
                        "/bake/alarms: [\"a\",\"a\"]; name each alarm once",
                        "/bake/minInvocations: -1; remove it, or declare what the traffic is judged by: "
                                + "errorPercent, throttlePercent, latencyMillis, latencyRatio",
                        "/bake/tooLittleTraffic: {\"then\":\"wait\"}; remove it, or declare what the traffic is judged by: "
                                + "errorPercent, throttlePercent, latencyMillis, latencyRatio",
                        "/bake/minInvocations: -1; write a whole number from 0 to 1000000",
                        "/bake/tooLittleTraffic/then: \"wait\"; write promote or rollBack",
                        "/keepVersions: 4; write a whole number from 5 to 900",
                        "/drift/policy: \"no\"; write heal or report or off",
                        "/drift/heldTooLongDays: 0; write a whole number from 1 to 365");
    }

    private static String problems(String members) {
        Path least = FOLDER.path().resolve("accepted/least-that-rolls-out.json");
        String text = EventFolder.text(least).replaceFirst("\\{", "{" + members + ",");
        return ((Declared.Invalid) DeclarationReader.read(text)).sentence();
    }

    private static Deployment accepted(String sample) {
        return declaration(sample).deployment().orElseThrow();
    }

    private static Declaration declaration(String sample) {
        Path file = FOLDER.path().resolve("accepted").resolve(sample + ".json");
        return DeclarationReader.accepted(Optional.of(EventFolder.text(file))).orElseThrow();
    }

    private static JsonNode byDefault(String property) {
        return FOLDER.schema().at("/properties/" + property + "/default");
    }

    /** Each problem names what is known in its place: as many as fit into 8 KB would not fit into the ledger. */
    @Test
    void aThousandProblemsMakeAShortSentence() {
        String members =
                IntStream.range(0, 1000).mapToObj("\"%d\":1"::formatted).collect(joining(","));
        assertThat(DeclarationReader.read("{" + members + "}"))
                .isInstanceOfSatisfying(Declared.Invalid.class, invalid -> {
                    assertThat(invalid.problems()).hasSizeGreaterThanOrEqualTo(1000);
                    assertThat(invalid.sentence())
                            .startsWith("/0: 1; remove it")
                            .endsWith(" more")
                            .hasSizeLessThan(8192);
                });
    }
}
