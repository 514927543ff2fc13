package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.events.EventFolder;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Attempt;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Gap;
import slipway.ledger.Loss;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.Rebuild;
import slipway.ledger.Rebuilt;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Serving;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.TargetState.Waiting;
import slipway.ledger.VerdictRecord;
import slipway.ledger.VerdictRecord.Finding;
import slipway.ledger.VerdictRecord.Sample;
import slipway.monitor.Traffic;
import slipway.operate.Desk.Reply;
import slipway.target.TargetName;

class StatusTest {
    private final Desk desk = Desk.declared();

    @Test
    void aTargetIsShownWithWhatItServes() {
        serving();
        JsonNode target = target();
        assertThat(target.path("name").asText()).isEqualTo("support");
        assertThat(target.path("repository").asText())
                .isEqualTo("111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support");
        assertThat(target.path("tagPolicy").toString())
                .isEqualTo("{\"type\":\"semver\",\"range\":\">=1.0.0\",\"preReleases\":false}");
        assertThat(target.path("runtime").asText()).isEqualTo("support");
        assertThat(target.path("endpoint").asText()).isEqualTo("live");
        String live = "{'image':'%s','version':'2','proof':'passed','since':'%s','exists':true,'imageExists':true}"
                .formatted(Samples.image("1.1.0", "b"), desk.now);
        assertThat(target.path("live").toString()).isEqualTo(live.replace('\'', '"'));
        assertThat(target.at("/previous/version").asText()).isEqualTo("1");
        assertThat(target.path("problems")).isEmpty();
    }

    @Test
    void aRebuildIsShownWithWhatIsLost() {
        assertThat(desk.view("'view': 'rebuild'").body().has("rebuild")).isFalse();
        Rebuild rebuild = new Rebuild(desk.now, new Caller(Desk.ALICE), true, 2, Optional.empty());
        desk.ledger.keep(rebuild);
        TargetName support = new TargetName("support");
        Gap gap = new Gap("It is held.", "slipway release support.");
        desk.ledger.keep(new Rebuilt(
                support,
                desk.now,
                Rebuilt.Result.REBUILT,
                Optional.of(Samples.image("1.2.0", "a")),
                Optional.of(Samples.image("1.1.0", "b")),
                Optional.of(new Version(3)),
                8,
                Optional.of("Rebuilt"),
                List.of(gap)));
        desk.ledger.keep(Rebuilt.unchanged(
                new TargetName("of-before"), desk.now.minusSeconds(60), Rebuilt.Result.KNOWN, List.of()));
        JsonNode shown = desk.view("'view': 'rebuild'").body().path("rebuild");
        assertThat(shown.path("dryRun").asBoolean()).isTrue();
        assertThat(shown.path("declared").asInt()).isEqualTo(2);
        assertThat(shown.has("finishedAt")).isFalse();
        assertThat(shown.path("targets").toString())
                .isEqualTo(
                        "[{'name':'support','result':'rebuilt','desired':'%s','live':'%s','version':'3','rollouts':8,'held':'Rebuilt','gaps':[{'what':'It is held.','remedy':'slipway release support.'}]}]"
                                .formatted(Samples.image("1.2.0", "a"), Samples.image("1.1.0", "b"))
                                .replace('\'', '"'));
        assertThat(shown.path("lost")).hasSize(Loss.values().length);
    }

    @Test
    void aTargetIsShownWithWhatTheDriftCheckFound() {
        slipway.ledger.Finding missed = new slipway.ledger.Finding(
                DriftReason.MISSED_PUSH, Samples.image("1.1.0", "b").uri(), "Nobody knew.");
        Standing standing = Standing.begun(missed, desk.now).healed(new Attempt(desk.now.plusSeconds(900), "seen"));
        DriftRecord blank = DriftRecord.blank(new TargetName("support"));
        desk.ledger.save(blank.checked(desk.now.plusSeconds(900), List.of(standing)));
        String expected = ("{'policy':'heal','checkedAt':'%s','found':[{'reason':'MissedPush','subject':'%s',"
                        + "'detail':'Nobody knew.','meaning':'%s','remedy':'%s','since':'%s','healedAt':'%s'}]}")
                .formatted(
                        desk.now.plusSeconds(900),
                        missed.subject(),
                        DriftReason.MISSED_PUSH.meaning(),
                        DriftReason.MISSED_PUSH.remedy(),
                        desk.now,
                        desk.now.plusSeconds(900));
        assertThat(target().path("drift").toString()).isEqualTo(expected.replace('\'', '"'));
        assertThat(desk.view("'view': 'targets'")
                        .body()
                        .at("/targets/0/drift/found/0/reason")
                        .asText())
                .isEqualTo("MissedPush");
    }

    @Test
    void aTargetThatTheDriftCheckNeverSawSaysWhatItWouldDo() {
        assertThat(target().path("drift").toString()).isEqualTo("{\"policy\":\"heal\",\"found\":[]}");
    }

    @Test
    void aTargetIsShownWithWhatPeopleWant() {
        desk.push("1.0.0", "a");
        desk.order("pin", "'image': '1.0.0'");
        desk.ledger.save(desk.state()
                .withClaim(desk.state()
                        .claim()
                        .withWaiting(Optional.of(new Waiting(Samples.image("1.2.0", "c"), Cause.PUSH, desk.now)))));
        desk.order("hold", "'reason': 'freeze'");
        JsonNode target = target();
        assertThat(target.at("/desired/image").asText()).endsWith("1.0.0@sha256:" + "a".repeat(64));
        assertThat(target.at("/desired/since").asText()).isEqualTo(desk.now.toString());
        assertThat(target.at("/pin/by/session").asText()).isEqualTo("alice");
        assertThat(target.at("/active/id").asText()).isEqualTo("support-1");
        assertThat(target.at("/active/phase").asText()).isEqualTo("making");
        assertThat(target.at("/active/by/arn").asText()).isEqualTo(Desk.ALICE);
        assertThat(target.at("/waiting/cause").asText()).isEqualTo("push");
        assertThat(target.path("hold").toString())
                .isEqualTo(
                        "{\"kind\":\"person\",\"reason\":\"freeze\",\"by\":{\"arn\":\"%s\",\"session\":\"alice\"},\"at\":\"%s\"}"
                                .formatted(Desk.ALICE, desk.now));
        assertThat(target.at("/decisions/0/what").asText()).isEqualTo("Held");
    }

    @Test
    void whatIsGoneIsAProblem() {
        serving();
        Served gone =
                new Served("support/live", Samples.image("0.9.0", "d"), new Version(9), "", Proof.PASSED, desk.now);
        desk.ledger.save(desk.state()
                .withServing(new Serving(desk.state().serving().live(), Optional.of(gone), List.of(gone), List.of())));
        desk.images.delete(Samples.image("1.1.0", "b"));
        JsonNode target = target();
        assertThat(problems(target)).containsExactly("ROLLBACK_TARGET_GONE", "LIVE_IMAGE_GONE", "PREVIOUS_IMAGE_GONE");
        assertThat(target.at("/previous/exists").asBoolean(true)).isFalse();
        assertThat(target.at("/live/imageExists").asBoolean(true)).isFalse();
        assertThat(target.at("/live/exists").asBoolean()).isTrue();
    }

    @Test
    void aLiveEndpointThatSomebodyMovedIsAProblem() {
        serving();
        desk.runtimes.moveEndpoint(desk.runtime, new EndpointName("live"), new Version(1), "t");
        assertThat(target().at("/problems/0/message").asText())
                .contains("serves version 1, and Slipway left it on version 2");
        desk.rollOut("1.2.0", "c");
        assertThat(problems(target())).isEmpty();
    }

    @Test
    void whatBringsLivesImageAgainIsSaidAndDoesIt() {
        serving();
        desk.runtimes.moveEndpoint(desk.runtime, new EndpointName("live"), new Version(1), "t");
        desk.order("hold", "'reason': 'it is bad'");
        desk.arrive("1.2.0", "c");
        String message = target().at("/problems/0/message").asText();
        assertThat(message)
                .endsWith(
                        " To put it back: slipway pin support sha256:%s, then: slipway release support, then: slipway retry support."
                                .formatted("b".repeat(64)));

        obey(message);

        assertThat(desk.rollout().image()).isEqualTo(Samples.image("1.1.0", "b"));
    }

    @Test
    void imageOfALiveVersionThatIsGoneComesAgainTheSameWay() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.newVersion();
        desk.runtimes.deleteVersion(desk.runtime, new Version(2), "t");
        String message = target().at("/problems/0/message").asText();
        assertThat(message).startsWith("Version 2 is gone from AgentCore. To roll out its image again: slipway ");

        obey(message);

        assertThat(desk.rollout().image()).isEqualTo(Samples.image("1.1.0", "b"));
    }

    @Test
    void imageThatIsDesiredIsOnlyTriedAgain() {
        serving();
        Image live = Samples.image("1.1.0", "b");
        desk.ledger.save(desk.state().withFollowing(desk.state().following().withNewest(new Newest(live, desk.now))));
        desk.runtimes.moveEndpoint(desk.runtime, new EndpointName("live"), new Version(1), "t");
        String message = target().at("/problems/0/message").asText();
        assertThat(message).endsWith(" To put it back: slipway retry support.");

        obey(message);

        assertThat(desk.rollout().image()).isEqualTo(live);
    }

    /** Gives the orders that a message names. */
    private void obey(String message) {
        String orders = message.substring(message.indexOf("slipway "), message.length() - 1);
        for (String order : orders.split(", then: ", -1)) {
            String[] words = order.split(" ", -1);
            desk.order(words[1], words.length > 3 ? "'image': '%s'".formatted(words[3]) : "");
        }
    }

    @Test
    void aRuntimeThatIsNotThereIsAProblem() {
        desk.declare(Desk.SUPPORT, Desk.declaration().replace("{\"name\": \"support\"}", "{\"name\": \"gone\"}"));
        assertThat(problems(target())).containsExactly("RUNTIME_MISSING");
    }

    @Test
    void whatCannotBeLookedAtIsAProblemAndNoFailure() {
        serving();
        desk.runtimes.failNext("ListAgentRuntimes", AwsFailure.Kind.DENIED);
        JsonNode denied = target();
        assertThat(problems(denied)).containsExactly("ACCESS_DENIED");
        assertThat(denied.path("live").has("exists")).isFalse();
        assertThat(denied.at("/live/imageExists").asBoolean()).isTrue();
        desk.runtimes.failNext("GetAgentRuntimeEndpoint", AwsFailure.Kind.THROTTLED);
        assertThat(problems(target())).containsExactly("COULD_NOT_LOOK");
    }

    @Test
    void allTargetsAreShownInTheOrderOfTheirNamesAndAwsIsNotAsked() {
        desk.declare(new TargetName("concierge"), Desk.publishOnly());
        serving();
        desk.runtimes.failNext("ListAgentRuntimes", AwsFailure.Kind.DENIED);
        JsonNode targets = desk.view("'view': 'targets'").body().path("targets");
        assertThat(targets.findValuesAsText("name")).containsExactly("concierge", "support");
        assertThat(targets.findValuesAsText("state")).containsExactly("publish-only", "idle");
        assertThat(targets.at("/1/problems")).isEmpty();
    }

    @Test
    void aStartThatCameTooLateIsNoRollout() {
        RolloutRecord first = desk.rollOut("1.0.0", "a");
        desk.end(Outcome.PROMOTED, "PROVEN");
        desk.ledger.save(RolloutRecord.admitted(RolloutId.of(first.target(), 2), first.request()));
        desk.rollOut("1.1.0", "b");
        assertThat(rollouts("").findValuesAsText("id")).containsExactly("support-3", "support-1");
    }

    @Test
    void rolloutsAreShownNewestFirst() {
        for (int n = 0; n < 3; n++) {
            desk.rollOut("1." + n + ".0", String.valueOf(n));
            desk.now = desk.now.plusSeconds(90);
            desk.end(Outcome.PROMOTED, "PROVEN");
        }
        JsonNode all = rollouts("");
        assertThat(all.findValuesAsText("id")).containsExactly("support-3", "support-2", "support-1");
        assertThat(all.get(0).toString())
                .isEqualTo(("{'id':'support-3','image':'%s','cause':'push','outcome':'Promoted','reason':'PROVEN',"
                                + "'explanation':'As told.','endedAt':'%s','seconds':90,'startedAt':'%s'}")
                        .formatted(Samples.image("1.2.0", "2"), desk.now, desk.now.minusSeconds(90))
                        .replace('\'', '"'));
        assertThat(rollouts(", 'limit': 1").findValuesAsText("id")).containsExactly("support-3");
        assertThat(rollouts(", 'before': 3, 'limit': 1").findValuesAsText("id")).containsExactly("support-2");
        assertThat(rollouts(", 'before': 1")).isEmpty();
        assertThat(desk.view("'view': 'rollouts', 'target': 'support', 'limit': 51")
                        .message())
                .contains("limit: 51; write a whole number from 1 to 50");
    }

    @Test
    void aQuestionAndABakeAreShownInShort() {
        desk.waiting();
        desk.order("reject", "'rollout': 'support-1', 'reason': 'too early'");
        JsonNode approval = rollouts("").get(0).path("approval");
        assertThat(approval.path("expiresAt").asText())
                .isEqualTo(desk.now.plusSeconds(3600).toString());
        assertThat(approval.path("approved").asBoolean(true)).isFalse();
        assertThat(approval.at("/by/session").asText()).isEqualTo("alice");
        assertThat(approval.path("reason").asText()).isEqualTo("too early");
        desk.progress(p -> p.withMove(new Progress.Move(Optional.of(new Version(1)), new Version(2), desk.now, true))
                .withBake(new Progress.Bake(desk.now, desk.now.plusSeconds(60), Traffic.none())));
        assertThat(rollouts("").get(0).at("/bake/until").asText())
                .isEqualTo(desk.now.plusSeconds(60).toString());
        assertThat(rollouts("").get(0).path("phase").asText()).isEqualTo("baking");
    }

    @Test
    void aRolloutIsShownWithItsVerdictsAndWithoutWhatTheSmokeTestSends() {
        tested();
        Reply reply = desk.view("'view': 'rollout', 'rollout': 'support-1'");
        assertThat(reply.body().at("/rollout/id").asText()).isEqualTo("support-1");
        assertThat(reply.body().at("/rollout/timeline/0/what").asText()).isEqualTo("admitted");
        assertThat(reply.body().at("/verdicts").findValuesAsText("finding"))
                .containsExactly("COULD_NOT_ASK", "PASSED", "AGENT_FAILED");
        assertThat(reply.body().at("/verdicts/0/samples/0/answer").asText()).isEqualTo("pong");
        assertThat(reply.body().toString()).contains("smokeTest", "not shown").doesNotContain("hunter2");
        assertThat(EventFolder.named("rollout-record").problems(reply.body().toString()))
                .isEmpty();
    }

    @Test
    void nothingButTheRecordShowsAnAgentsAnswersAndNothingAnEnvironmentsValues() {
        tested();
        serving();
        String secret = RuntimeSamples.configuration()
                .at("/environmentVariables/API_KEY")
                .asText();
        for (String view : List.of(
                "target', 'target': 'support",
                "targets",
                "rollouts', 'target': 'support",
                "images', 'target': 'support")) {
            Reply reply = desk.view("'view': '%s'".formatted(view));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().toString()).doesNotContain("pong", "hunter2", "\"" + secret + "\"");
        }
    }

    @Test
    void aRolloutThatIsNotThereIsUnknown() {
        Reply reply = desk.view("'view': 'rollout', 'rollout': 'support-9'");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("UNKNOWN_ROLLOUT");
    }

    @Test
    void imagesAreShownWithWhatThePolicySaysOfThem() {
        Image vetoed = desk.push("1.1.0", "b");
        desk.now = desk.now.plusSeconds(1);
        desk.push("1.0.0", "a");
        desk.now = desk.now.plusSeconds(1);
        desk.push("1.2.0", "c");
        desk.push("latest", "c");
        desk.ledger.save(desk.state()
                .withRestraint(desk.state()
                        .restraint()
                        .withVeto(new Veto(vetoed.digest(), Desk.FIRST, "SMOKE_TEST_FAILED", desk.now))));
        desk.order("pin", "'image': '1.0.0'");
        Reply reply = desk.view("'view': 'images', 'target': 'support'");
        JsonNode images = reply.body().path("images");
        assertThat(images.findValuesAsText("tag")).containsExactly("1.2.0", "latest", "1.0.0", "1.1.0");
        assertThat(images.findValuesAsText("verdict")).containsExactly("picked", "refused", "accepted", "vetoed");
        assertThat(images.findValuesAsText("why").get(1)).isEqualTo("tag latest is not a semantic version");
        assertThat(images.findValuesAsText("why").get(2)).isEqualTo("1.2.0 is newer");
        assertThat(images.findValuesAsText("why").get(3)).contains("support-1", "SMOKE_TEST_FAILED");
        assertThat(reply.body().path("pinned").asText()).endsWith("1.0.0@sha256:" + "a".repeat(64));
        assertThat(reply.body().path("desired")).isEqualTo(reply.body().path("pinned"));
    }

    @Test
    void aTargetThatNobodyEverDeclaredIsUnknown() {
        for (String view : List.of("target", "rollouts", "images")) {
            Reply reply = desk.view("'view': '%s', 'target': 'suport'".formatted(view));
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.choices()).containsExactly("support");
        }
    }

    @Test
    void aTargetThatIsDeclaredNoMoreIsStillShown() {
        serving();
        desk.ledger.save(desk.state().withDeclaration(Optional.empty()));
        assertThat(target().path("state").asText()).isEqualTo("undeclared");
        assertThat(target().at("/live/version").asText()).isEqualTo("2");
        assertThat(desk.view("'view': 'images', 'target': 'support'").code()).isEqualTo("UNKNOWN_TARGET");
    }

    @Test
    void lookingChangesNothing() {
        serving();
        String before = desk.ledger + desk.parameters.toString() + desk.runtimes.calls();
        target();
        rollouts("");
        desk.view("'view': 'images', 'target': 'support'");
        assertThat(desk.ledger + desk.parameters.toString() + desk.runtimes.calls())
                .isEqualTo(before);
    }

    private void serving() {
        desk.served(desk.push("1.0.0", "a"), desk.push("1.1.0", "b"));
        desk.runtimes.createEndpoint(desk.runtime, new EndpointName("live"), new Version(2), "t", Map.of());
    }

    private void tested() {
        desk.rollOut("1.1.0", "b");
        desk.progress(p -> p.withTests(p.tests().nextCandidate(desk.now)));
        verdict("candidate", 1, Finding.COULD_NOT_ASK);
        verdict("candidate", 2, Finding.PASSED);
        verdict("live", 1, Finding.AGENT_FAILED);
    }

    private void verdict(String endpoint, int attempt, Finding finding) {
        desk.ledger.keep(new VerdictRecord(
                Desk.FIRST,
                endpoint,
                new Version(2),
                attempt,
                finding,
                "as told",
                List.of(new Sample(200, 12, "pong")),
                desk.now));
    }

    private JsonNode target() {
        Reply reply = desk.view("'view': 'target', 'target': 'support'");
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.body().path("schema").asInt()).isEqualTo(1);
        return reply.body().path("target");
    }

    private static List<String> problems(JsonNode target) {
        return target.path("problems").findValuesAsText("code");
    }

    private JsonNode rollouts(String members) {
        return desk.view("'view': 'rollouts', 'target': 'support'" + members)
                .body()
                .path("rollouts");
    }
}
