package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.cli.Person.Seen;
import slipway.cli.plane.Aws;
import slipway.cli.plane.EnvironmentsFile;

/** Every verb against the control plane as it is deployed, by people who may, who may only look, and who may not. */
final class CliIT {
    private static final String ALICE = "by alice (arn:aws:sts::111122223333:assumed-role/operators/alice)";
    private static final String LONGEST = " --wait --timeout 20m";

    private static LocalPlane plane;
    private static Person operator;
    private static Person viewer;
    private static int pushed;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        plane = new LocalPlane(folder);
        operator = plane.person("operators");
        viewer = plane.person("viewers");
    }

    @AfterAll
    static void end() {
        plane.close();
    }

    @BeforeEach
    void supportIsAtRest() {
        reaches("support", "idle");
    }

    @Test
    void theTargetStaysOnItsPinUntilItIsUnpinned() {
        var newest = live("support");

        done(types("pin --target support 1.0.0 --reason comparison" + LONGEST), "Pinned to 1.0.0", "Promoted, ");
        assertThat(live("support")).isEqualTo("1.0.0");
        assertThat(types("status").out()).contains("1.0.0 (pinned)");
        assertThat(types("pin --target support 1.0.0").out()).contains("no change: It is pinned to 1.0.0");
        refused(types("pin --target support 9.9.9"), "has no tag 9.9.9");

        done(types("unpin support" + LONGEST), "Pinned to 1.0.0");
        assertThat(live("support")).isEqualTo(newest);
        refused(types("unpin support"), "It is not pinned");
    }

    @Test
    void aHoldKeepsAPushUntilItIsReleased() {
        var before = live("support");
        done(types("hold support --reason fair"), "Held: nothing rolls out until");
        assertThat(types("hold support --reason again").out()).contains("no change: It is held already");
        var tag = push();
        LocalPlane.await(
                "the push is desired",
                () -> target("support").at("/desired/image").asText(),
                image -> image.contains(tag));
        assertThat(reaches("support", "held").at("/hold/reason").asText()).isEqualTo("fair");
        assertThat(live("support")).isEqualTo(before);

        done(types("release support" + LONGEST), "Released; it was held since", "Promoted, ");
        assertThat(live("support")).isEqualTo(tag);
        refused(types("release support"), "It is not held");
    }

    @Test
    void anApprovalIsAskedOfPeopleAndAnsweredOnce() {
        plane.declare("support", "approval", Optional.of("{\"expiresHours\":24}"));
        var tag = push();
        var rollout =
                reaches("support", "waiting-for-approval").at("/active/id").asText();

        done(types("approve --target support --reason proven" + LONGEST), "Approved: " + rollout, "Promoted, ");
        assertThat(live("support")).isEqualTo(tag);
        refused(types("approve " + rollout), rollout + " was approved at");
        refused(types("reject " + rollout + " --reason late"), rollout + " was approved at");
        assertThat(types("show " + rollout).out())
                .startsWith(rollout + "  Promoted  ")
                .contains("approved, " + ALICE + ", proven", "Smoke test 1 of version", "behind live");
        plane.declare("support", "approval", Optional.empty());
    }

    @Test
    void aRejectedImageIsNotTriedAgainUntilItsVetoIsLifted() {
        plane.declare("support", "approval", Optional.of("{\"expiresHours\":24}"));
        var before = live("support");
        var tag = push();
        var rollout =
                reaches("support", "waiting-for-approval").at("/active/id").asText();

        done(types("reject " + rollout + " --reason no" + LONGEST), "Rejected: " + rollout, "Rejected, ");
        assertThat(reaches("support", "vetoed").at("/vetoes/0/rollout").asText())
                .isEqualTo(rollout);
        assertThat(live("support")).isEqualTo(before);
        assertThat(types("images support").out()).containsPattern(tag + " .* vetoed .*" + rollout);
        var veto = types("veto list support").out().lines().toList().get(1);
        assertThat(veto).contains(rollout);
        plane.declare("support", "approval", Optional.empty());

        var digest = veto.replaceFirst(" .*", "");
        done(types("veto lift --target support " + digest + LONGEST), "The veto of", "Promoted, ");
        assertThat(live("support")).isEqualTo(tag);
        refused(types("veto lift --target support " + digest), "There is no veto of this digest");
    }

    @Test
    void aBakeThatIsAbortedGoesBackAndMayBeRetried() {
        plane.declare("support", "bake", Optional.of("{\"minutes\":60}"));
        var before = live("support");
        var tag = push();
        reaches("support", "baking");

        done(types("abort support --reason wrong" + LONGEST), "was told to end: live goes back", "RolledBack, ABORTED");
        assertThat(live("support")).isEqualTo(before);
        reaches("support", "vetoed");
        refused(types("abort support --reason again"), "No rollout is under way");
        plane.declare("support", "bake", Optional.empty());

        done(types("retry support" + LONGEST), "may be tried again", "Promoted, ");
        assertThat(live("support")).isEqualTo(tag);
    }

    @Test
    void liveGoesBackAndIsHeldThere() {
        var before = live("support");
        var tag = push();
        LocalPlane.await("the push is live", () -> live("support"), tag::equals);
        reaches("support", "idle");
        refused(types("rollback support --to 99 --reason wrong"), "never served version 99");

        done(types("rollback support --reason wrong" + LONGEST), "Live goes back to version", "ROLLED_BACK_BY_PERSON");
        assertThat(reaches("support", "held").at("/hold/reason").asText()).isEqualTo("wrong");
        assertThat(live("support")).isEqualTo(before);
        assertThat(types("history support --limit 1").out()).contains("rollback", "RolledBack");

        done(types("release support" + LONGEST), "Promoted, ");
        assertThat(live("support")).isEqualTo(tag);
    }

    @Test
    void whatSomebodyMadeOfTheRuntimeIsAdopted() {
        reaches("concierge-dev", "idle");
        reaches("concierge-prod", "idle");
        plane.edit("concierge");
        plane.push("agents/concierge", "1.1.0");
        assertThat(reaches("concierge-dev", "held").at("/hold/kind").asText()).isEqualTo("foreign-change");
        reaches("concierge-prod", "held");

        for (var target : List.of("concierge-dev", "concierge-prod")) {
            done(types("adopt " + target + LONGEST), "is adopted", "Promoted, ");
            assertThat(live(target)).isEqualTo("1.1.0");
        }
        refused(types("adopt concierge-dev"), "is not somebody else's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status support",
                "history support",
                "show support-1",
                "images support",
                "veto list support"
            })
    void whoMayLookSeesEverythingAndAStrangerNothing(String line) {
        var words = line.split(" ", -1);
        var seen = viewer.types(words);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).contains("support");
        assertThat(seen.exit()).isZero();
        denied(plane.person("strangers").types(words), "strangers", "slipway-local-viewer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pin --target support 1.0.0",
                "unpin support",
                "approve support-1",
                "reject support-1 --reason x",
                "abort support --reason x",
                "retry support",
                "rollback support --reason x",
                "hold support --reason x",
                "release support",
                "veto lift --target support 0123456789ab",
                "adopt support"
            })
    void whoMayOnlyLookChangesNothing(String line) {
        var before = target("support");
        denied(viewer.types(line.split(" ", -1)), "viewers", "slipway-local-operator");
        assertThat(target("support")).isEqualTo(before);
    }

    @Test
    void nobodyCallsTheFunctionPastItsAddressAndSaysWhoTheyAre() throws IOException {
        var credentials = plane.credentials("operators");
        var local = EnvironmentsFile.read(Person.ROOT.resolve("infra/environments.json"))
                .get("local");
        var aws = new Aws(local, Optional.of(plane.uri()), () -> credentials);
        var reply = aws.post(
                plane.uri().resolve("/2015-03-31/functions/slipway-local-operator/invocations?Qualifier=live"),
                """
                {"requestContext":{"timeEpoch":1,"authorizer":{"iam":{"userArn":"arn:aws:iam::111122223333:user/boss"}}},
                 "body":"{\\"schema\\":1,\\"verb\\":\\"hold\\",\\"target\\":\\"support\\",\\"reason\\":\\"mine\\"}"}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errorType()).startsWith("AccessDenied");
        assertThat(target("support").has("hold")).isFalse();
    }

    private static void denied(Seen seen, String role, String policy) {
        assertThat(seen.err())
                .contains("arn:aws:sts::111122223333:assumed-role/%s/alice is not allowed to".formatted(role), policy);
        assertThat(seen.out()).doesNotContain("done");
        assertThat(seen.exit()).isEqualTo(3);
    }

    private static String push() {
        var tag = "1.%d.0".formatted(++pushed);
        plane.push("agents/support", tag);
        return tag;
    }

    private static void done(Seen seen, String... said) {
        assertThat(seen.err()).as(seen.out()).isEmpty();
        assertThat(seen.out()).contains("done: ").contains(ALICE).contains(said);
        assertThat(seen.exit()).isZero();
    }

    private static void refused(Seen seen, String why) {
        assertThat(seen.err()).contains(why);
        assertThat(seen.exit()).isEqualTo(1);
    }

    private static Seen types(String line) {
        return operator.types(line.split(" ", -1));
    }

    private static JsonNode target(String name) {
        return LocalPlane.read(viewer.types("status", name, "--json").out()).path("target");
    }

    private static String live(String target) {
        return target(target).at("/live/image").asText().replaceFirst(".*:(.*)@.*", "$1");
    }

    private static JsonNode reaches(String target, String state) {
        return LocalPlane.await(
                target + " " + state,
                () -> target(target),
                seen -> seen.path("state").asText().equals(state));
    }
}
