package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.cli.Desk.done;
import static slipway.cli.Desk.refused;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.cli.Person.Seen;
import slipway.cli.plane.Aws;
import slipway.cli.plane.EnvironmentsFile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Every verb against the control plane as it is deployed, by people who may, who may only look, and who may not. */
final class CliIT {
    private static final String LONGEST = " --wait --timeout 60m";

    private static LocalPlane plane;
    private static Desk desk;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        plane = new LocalPlane(folder);
        desk = new Desk(plane);
        // Whoever changes a runtime before its first rollout is part of that one.
        List.of("support", "concierge-dev", "concierge-prod")
                .forEach(target -> LocalPlane.await(
                        "the first image of %s is live".formatted(target), () -> desk.live(target), "1.0.0"::equals));
    }

    @AfterAll
    static void end() {
        plane.close();
    }

    @BeforeEach
    void supportIsAtRest() {
        desk.reaches("support", "idle");
    }

    @Test
    void theTargetStaysOnItsPinUntilItIsUnpinned() {
        var newest = desk.live("support");

        done(desk.types("pin --target support 1.0.0 --reason comparison" + LONGEST), "Pinned to 1.0.0", "Promoted, ");
        assertThat(desk.live("support")).isEqualTo("1.0.0");
        assertThat(desk.types("status").out()).contains("1.0.0 (pinned)");
        assertThat(desk.types("pin --target support 1.0.0").out()).contains("no change: It is pinned to 1.0.0");
        refused(desk.types("pin --target support 9.9.9"), "has no tag 9.9.9");

        done(desk.types("unpin support" + LONGEST), "Pinned to 1.0.0");
        assertThat(desk.live("support")).isEqualTo(newest);
        refused(desk.types("unpin support"), "It is not pinned");
    }

    @Test
    void aTargetThatOnlyPublishesIsPinnedToo() {
        done(desk.types("pin --target support-tag 1.0.0"), "Pinned to 1.0.0");
        done(desk.types("unpin support-tag"), "Pinned to 1.0.0");
    }

    @Test
    void whoMistypesATargetIsToldThoseThatThereAre() {
        refused(desk.types("hold suport --reason fair"), "No target is called suport");
    }

    @Test
    void aHoldKeepsAPushUntilItIsReleased() {
        var before = desk.live("support");
        done(desk.types("hold support --reason fair"), "Held: nothing rolls out until");
        assertThat(desk.types("hold support --reason again").out()).contains("no change: It is held already");
        var tag = desk.push();
        LocalPlane.await(
                "the push is desired",
                () -> desk.target("support").at("/desired/image").asText(),
                image -> image.contains(tag));
        assertThat(desk.reaches("support", "held").at("/hold/reason").asText()).isEqualTo("fair");
        assertThat(desk.live("support")).isEqualTo(before);

        done(desk.types("release support" + LONGEST), "Released; it was held since", "Promoted, ");
        assertThat(desk.live("support")).isEqualTo(tag);
        refused(desk.types("release support"), "It is not held");
    }

    @Test
    void anApprovalIsAskedOfPeopleAndAnsweredOnce() {
        plane.declare("support", "approval", Optional.of("{\"expiresHours\":24}"));
        var tag = desk.push();
        var rollout =
                desk.reaches("support", "waiting-for-approval").at("/active/id").asText();

        done(desk.types("approve --target support --reason proven" + LONGEST), "Approved: " + rollout, "Promoted, ");
        assertThat(desk.live("support")).isEqualTo(tag);
        refused(desk.types("approve " + rollout), rollout + " was approved at");
        refused(desk.types("reject " + rollout + " --reason late"), rollout + " was approved at");
        assertThat(desk.types("show " + rollout).out())
                .startsWith(rollout + "  Promoted  ")
                .contains("approved, " + Desk.ALICE + ", proven", "Smoke test 1 of version", "behind live");
        plane.declare("support", "approval", Optional.empty());
    }

    @Test
    void aRejectedImageIsNotTriedAgainUntilItsVetoIsLifted() {
        plane.declare("support", "approval", Optional.of("{\"expiresHours\":24}"));
        var before = desk.live("support");
        var tag = desk.push();
        var rollout =
                desk.reaches("support", "waiting-for-approval").at("/active/id").asText();

        done(desk.types("reject " + rollout + " --reason no" + LONGEST), "Rejected: " + rollout, "Rejected, ");
        assertThat(desk.reaches("support", "vetoed").at("/vetoes/0/rollout").asText())
                .isEqualTo(rollout);
        assertThat(desk.live("support")).isEqualTo(before);
        assertThat(desk.types("images support").out()).containsPattern(tag + " .* vetoed .*" + rollout);
        var veto = desk.types("veto list support").out().lines().toList().get(1);
        assertThat(veto).contains(rollout);
        plane.declare("support", "approval", Optional.empty());

        var digest = veto.replaceFirst(" .*", "");
        done(desk.types("veto lift --target support " + digest + LONGEST), "The veto of", "Promoted, ");
        assertThat(desk.live("support")).isEqualTo(tag);
        refused(desk.types("veto lift --target support " + digest), "There is no veto of this digest");
    }

    @Test
    void aBakeThatIsAbortedGoesBackAndMayBeRetried() {
        plane.declare("support", "bake", Optional.of("{\"minutes\":60}"));
        var before = desk.live("support");
        var tag = desk.push();
        desk.reaches("support", "baking");

        done(
                desk.types("abort support --reason wrong" + LONGEST),
                "was told to end: live goes back",
                "RolledBack, ABORTED");
        assertThat(desk.live("support")).isEqualTo(before);
        desk.reaches("support", "vetoed");
        refused(desk.types("abort support --reason again"), "No rollout is under way");
        plane.declare("support", "bake", Optional.empty());

        done(desk.types("retry support" + LONGEST), "may be tried again", "Promoted, ");
        assertThat(desk.live("support")).isEqualTo(tag);
    }

    @Test
    void liveGoesBackAndIsHeldThere() {
        var before = desk.live("support");
        var tag = desk.push();
        LocalPlane.await("the push is live", () -> desk.live("support"), tag::equals);
        desk.reaches("support", "idle");
        refused(desk.types("rollback support --to 99 --reason wrong"), "never served version 99");

        done(
                desk.types("rollback support --reason wrong" + LONGEST),
                "Live goes back to version",
                "ROLLED_BACK_BY_PERSON");
        assertThat(desk.reaches("support", "held").at("/hold/reason").asText()).isEqualTo("wrong");
        assertThat(desk.live("support")).isEqualTo(before);
        assertThat(desk.types("history support --limit 1").out()).contains("rollback", "RolledBack");

        done(desk.types("release support" + LONGEST), "Released; it was held since", "slipway retry support");
        assertThat(desk.reaches("support", "vetoed").at("/vetoes/0/reason").asText())
                .isEqualTo("ROLLED_BACK_BY_PERSON");
        done(desk.types("retry support" + LONGEST), "may be tried again", "Promoted, ");
        assertThat(desk.live("support")).isEqualTo(tag);
    }

    @Test
    void whatSomebodyMadeOfTheRuntimeIsAdopted() {
        desk.reaches("concierge-dev", "idle");
        desk.reaches("concierge-prod", "idle");
        plane.edit("concierge");
        plane.push("agents/concierge", "1.1.0");
        assertThat(desk.reaches("concierge-dev", "held").at("/hold/kind").asText())
                .isEqualTo("foreign-change");
        desk.reaches("concierge-prod", "held");

        done(desk.types("adopt concierge-dev" + LONGEST), "is adopted", "Promoted, ");
        assertThat(desk.live("concierge-dev")).isEqualTo("1.1.0");
        // They share the runtime, whose latest version is Slipway's own from then on.
        refused(desk.types("adopt concierge-prod"), "is not somebody else's");
        done(desk.types("release concierge-prod" + LONGEST), "Released; it was held since", "Promoted, ");
        assertThat(desk.live("concierge-prod")).isEqualTo("1.1.0");
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
        var seen = desk.viewer().types(words);
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
        var before = desk.target("support");
        denied(desk.viewer().types(line.split(" ", -1)), "viewers", "slipway-local-operator");
        assertThat(desk.target("support")).isEqualTo(before);
    }

    @Test
    void whatARoleMayDoIsExplainedByTheStatementThatDecides() {
        var endpoint =
                "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789/runtime-endpoint/";
        var explain = "iam explain rollout bedrock-agentcore:UpdateAgentRuntimeEndpoint " + endpoint;

        assertThat(explained(0, explain + "live --context aws:ResourceTag/slipway:control-plane=slipway/local"))
                .startsWith("Allowed: bedrock-agentcore:UpdateAgentRuntimeEndpoint on " + endpoint + "live by arn:")
                .contains(
                        "policy      slipway-local-rollout, statement 12", "\"aws:ResourceTag/slipway:control-plane\"");
        assertThat(explained(1, explain + "live"))
                .startsWith("Denied: ")
                .contains("no statement of the role's policies allows it")
                .contains("not given   aws:ResourceTag/slipway:control-plane")
                .doesNotContain("policy      ");
        assertThat(explained(1, explain + "DEFAULT --context aws:ResourceTag/slipway:control-plane=slipway/local"))
                .contains("a statement denies it", "\"Effect\":\"Deny\"");
        assertThat(explained(0, "iam explain slipway-local-rollout cloudwatch:GetMetricData * --json"))
                .contains("\"decision\":\"allowed\"", "\"cloudwatch:GetMetricData\"");
        assertThat(
                        explained(
                                0,
                                "iam explain arn:aws:sts::111122223333:assumed-role/slipway-local-rollout/x cloudwatch:GetMetricData *"))
                .startsWith("Allowed: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody ecr:PutImage * | 1 | There is no role slipway-local-nobody or nobody in local",
                "rollout PutImage * | 2 | 'PutImage' is no action",
                "rollout ecr:PutImage agents/support | 2 | 'agents/support' is no resource",
            })
    void aQuestionThatCannotBeAskedIsRefused(String question, int exit, String why) {
        var seen = administrator().types(("iam explain " + question).split(" ", -1));
        assertThat(seen.err()).contains(why);
        assertThat(seen.exit()).isEqualTo(exit);
    }

    @Test
    void whoMayNotReadPoliciesIsToldWhatItTakes() {
        var seen = desk.viewer().types("iam", "explain", "rollout", "ecr:PutImage", "*");
        assertThat(seen.err()).contains("iam:GetRole", "docs/operating.md");
        assertThat(seen.exit()).isEqualTo(3);
    }

    private static String explained(int exit, String line) {
        var seen = administrator().types(line.split(" ", -1));
        assertThat(seen.err()).isEmpty();
        assertThat(seen.exit()).isEqualTo(exit);
        return seen.out();
    }

    private static Person administrator() {
        return Person.at(plane.uri()).with(() -> AwsBasicCredentials.create("test", "test"));
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
        assertThat(desk.target("support").has("hold")).isFalse();
    }

    private static void denied(Seen seen, String role, String policy) {
        assertThat(seen.err())
                .contains("arn:aws:sts::111122223333:assumed-role/%s/alice is not allowed to".formatted(role), policy);
        assertThat(seen.out()).doesNotContain("done");
        assertThat(seen.exit()).isEqualTo(3);
    }
}
