package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageDetails;
import slipway.image.KeepTag;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord.Entry;
import slipway.ledger.TargetState.Served;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.Refusing;
import slipway.publish.PublishHandlers;
import slipway.target.TargetName;

/** What is done when everybody knows how a rollout ended, whatever comes of it. */
final class AftermathTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final String RESTORE = "'afterRejection': 'restoreDefault'";

    private final World world = new World();

    /** A push of an image that fails its smoke test. */
    private void pushBad(String tag) {
        world.answers(World.image(tag), "candidate", Finding.AGENT_FAILED);
        world.push(tag);
    }

    private RuntimeDocument latest() {
        return world.runtimes.latest(world.runtime);
    }

    private List<String> timeline(int rollout) {
        return world.rollout(SUPPORT, rollout).timeline().stream()
                .map(Entry::what)
                .toList();
    }

    private static List<Version> versions(int... numbers) {
        return IntStream.of(numbers).mapToObj(Version::new).toList();
    }

    /** The target is free for the next rollout, and so is the runtime. */
    private void assertAtRest() {
        assertThat(world.state(SUPPORT).claim().active()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).lock()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).users()).isEmpty();
    }

    @Test
    void defaultServesAllOfLivesDocumentAgainAfterARejection() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(latest().version()).isEqualTo(new Version(4));
        assertThat(latest().differences(world.document("live"))).isEmpty();
        assertThat(latest().json().path("hooksConfiguration"))
                .isNotEmpty()
                .isEqualTo(world.document("live").json().path("hooksConfiguration"));
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(timeline(2)).last().isEqualTo("DEFAULT serves what live serves, as version 4");
        assertAtRest();
    }

    @Test
    void versionThatRestoresIsSlipwaysOwn() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.run();
        world.push("1.2.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(5));
    }

    @Test
    void defaultIsLeftWhereNothingElseIsDeclared() {
        world.live("1.0.0");
        pushBad("1.1.0");
        world.run();

        assertThat(latest().version()).isEqualTo(new Version(3));
    }

    @Test
    void defaultIsRestoredAfterARollbackToo() {
        world.live("1.0.0", RESTORE);
        world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
        world.push("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack LIVE_FAILED");
        assertThat(latest().differences(world.document("live"))).isEmpty();
        assertAtRest();
    }

    @Test
    void whatSomebodyElsePublishedStaysBehindDefault() {
        world.live("1.0.0", RESTORE);
        world.answers(World.image("1.1.0"), "candidate", Finding.AGENT_FAILED);
        world.pushUntil(
                "1.1.0", p -> p.candidate().filter(Progress.Candidate::verified).isPresent());
        world.edit();
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(latest().version()).isEqualTo(new Version(4));
        assertThat(latest().json().at("/environmentVariables/API_KEY").asText()).isEqualTo("edited");
        assertThat(timeline(2)).last().isEqualTo("DEFAULT is left: its version is somebody else's");
    }

    @Test
    void ownersConfigurationIsNotUndoneWhereRolloutsStartFromIt() {
        world.declare(
                "support",
                World.declaration("live", "latest").replaceFirst("\\{", "{\"afterRejection\": \"restoreDefault\", "));
        world.push("1.0.0");
        world.run();
        world.edit();
        pushBad("1.1.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(latest().version()).isEqualTo(new Version(4));
        assertThat(latest().json().at("/environmentVariables/API_KEY").asText()).isEqualTo("edited");
        assertThat(timeline(2))
                .last()
                .isEqualTo("DEFAULT is left: the next rollout takes the owner's configuration from it");
        assertAtRest();
    }

    @Test
    void defaultIsLeftToTheImageThatComesNext() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.turn(world.executions.running().getFirst());
        world.push("1.2.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(4));
        assertThat(latest().version()).isEqualTo(new Version(4));
    }

    @Test
    void defaultIsRestoredWhereTheImageThatWaitsIsHeld() {
        world.live("1.0.0", RESTORE + ", 'bake': {'minutes': 15}");
        world.pushUntil("1.1.0", p -> p.bake().isPresent());
        world.push("1.2.0");
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(latest().differences(world.document("live"))).isEmpty();
    }

    @Test
    void updateThatRestoresIsMadeOnceThoughItsAnswerWasLost() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.turnUntil(
                world.executions.running().getFirst(),
                () -> world.runtimes.latest(world.runtime).version().equals(new Version(3)));
        world.runtimes.loseNextAnswer("UpdateAgentRuntime");
        world.run();

        assertThat(latest().version()).isEqualTo(new Version(4));
        assertThat(latest().differences(world.document("live"))).isEmpty();
        assertAtRest();
    }

    @Test
    void restoringThatIsDeniedLeavesTheOutcomeAndSaysSo() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.turnUntil(
                world.executions.running().getFirst(),
                () -> world.runtimes.latest(world.runtime).version().equals(new Version(3)));
        world.runtimes.failNext("UpdateAgentRuntime", Kind.DENIED);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(timeline(2)).last().asString().startsWith("not done, bedrock-agentcore:UpdateAgentRuntime");
        assertAtRest();
    }

    @Test
    void versionThatRestoresAndFailsIsNotSaidToServe() {
        world.live("1.0.0", RESTORE);
        pushBad("1.1.0");
        world.turnUntil(
                world.executions.running().getFirst(),
                () -> world.runtimes.latest(world.runtime).version().equals(new Version(3)));
        world.runtimes.failNextVersion("no capacity");
        world.run();

        assertThat(timeline(2)).last().asString().contains("version 4", "UPDATE_FAILED");
        assertAtRest();
    }

    @Test
    void oldVersionsBeyondThoseThatAreKeptGo() {
        world.live("1.0.0", "'keepVersions': 5");
        for (int minor = 1; minor <= 7; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).isEqualTo(versions(5, 6, 7, 8, 9));
        assertThat(world.serves("live")).isEqualTo(new Version(9));
        assertThat(timeline(8)).last().isEqualTo("version 4 is deleted");
        assertAtRest();
    }

    @Test
    void allVersionsStayWhereNothingElseIsDeclared() {
        world.live("1.0.0");
        for (int minor = 1; minor <= 7; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).hasSize(9);
    }

    @Test
    void liveAndTheVersionThatItWouldGoBackToStayHoweverOldTheyAre() {
        world.live("1.0.0", "'keepVersions': 5");
        world.push("1.1.0");
        world.run();
        world.push("1.2.0");
        world.run();
        // Live goes back to 3, so that no endpoint is on 2, which it would go back to next.
        world.people.rollBack(SUPPORT);
        world.run();
        world.people.release(SUPPORT);
        assertThat(world.state(SUPPORT).serving().previous().map(Served::version))
                .contains(new Version(2));
        for (int minor = 3; minor <= 7; minor++) {
            pushBad("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).isEqualTo(versions(2, 3, 5, 6, 7, 8, 9));
        world.people.rollBack(SUPPORT);
        world.run();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    /** The two follow one repository and one runtime, with tags of a major version each. */
    private TargetName declared(String target, String endpoint, String major, String members) {
        return world.declare(
                target,
                World.declaration(endpoint, "live")
                        .replace(">=1.0.0", major + ".x")
                        .replaceFirst("\\{", "{" + members.replace('\'', '"') + ","));
    }

    @Test
    void whatAnotherTargetsRolloutStartedFromStaysUntilThatHasEnded() {
        TargetName other = declared("other", "other", "2", "'approval': {}");
        declared("support", "live", "1", "'keepVersions': 5");
        world.push("2.0.0");
        world.turnUntil(
                world.executions.running().getFirst(),
                () -> world.rollout(other, 1).progress().proof().isPresent());
        for (int minor = 0; minor <= 6; minor++) {
            world.push("1." + minor + ".0");
            world.run(SUPPORT);
        }
        // No endpoint is on version 1, from which the other target's rollout started.
        assertThat(world.versions()).isEqualTo(versions(1, 2, 5, 6, 7, 8, 9));

        world.people.reject(other, 1);
        world.run(other);
        world.push("1.7.0");
        world.run(SUPPORT);

        assertThat(world.versions()).isEqualTo(versions(2, 6, 7, 8, 9, 10));
    }

    @Test
    void whatAnotherTargetWouldGoBackToStays() {
        TargetName other = declared("other", "other", "2", "'bake': {'minutes': 1}");
        declared("support", "live", "1", "'keepVersions': 5");
        for (int minor = 0; minor <= 2; minor++) {
            world.push("2." + minor + ".0");
            world.run();
        }
        world.people.rollBack(other);
        world.run();
        assertThat(world.state(other).serving().previous().map(Served::version)).contains(new Version(2));
        for (int minor = 0; minor <= 6; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).contains(new Version(2)).doesNotContain(new Version(1));
    }

    @Test
    void deletingThatIsDeniedLeavesTheOutcomeAndSaysSo() {
        world.live("1.0.0", "'keepVersions': 5");
        for (int minor = 1; minor <= 3; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }
        world.runtimes.failNext("DeleteAgentRuntime", Kind.DENIED);
        world.push("1.4.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-5 Promoted PROVEN");
        assertThat(timeline(5)).last().asString().startsWith("not done, bedrock-agentcore:DeleteAgentRuntime");
        assertThat(world.versions()).hasSize(6);
        assertAtRest();
    }

    @Test
    void deletingThatFailsForAWhileIsTriedAgain() {
        world.live("1.0.0", "'keepVersions': 5");
        for (int minor = 1; minor <= 3; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }
        world.runtimes.failNext("DeleteAgentRuntime", Kind.CONFLICT);
        world.runtimes.failNext("DeleteAgentRuntime", Kind.THROTTLED);
        world.push("1.4.0");
        world.run();

        assertThat(world.versions()).isEqualTo(versions(2, 3, 4, 5, 6));
        assertAtRest();
    }

    private static Tag keepTag(Image image) {
        return KeepTag.of("local-support", image.digest()).tag();
    }

    private List<Tag> tags(String tag) {
        return world.images.describe(World.image(tag)).map(ImageDetails::tags).orElse(List.of());
    }

    @Test
    void imagesOfLiveAndOfThePreviousVersionAreKeptAndOthersLetGo() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        assertThat(tags("1.0.0")).contains(keepTag(World.image("1.0.0")));
        assertThat(tags("1.1.0")).contains(keepTag(World.image("1.1.0")));

        world.push("1.2.0");
        world.run();

        assertThat(tags("1.0.0")).containsExactly(new Tag("1.0.0"));
        assertThat(tags("1.1.0")).contains(keepTag(World.image("1.1.0")));
        assertThat(tags("1.2.0")).contains(keepTag(World.image("1.2.0")));
        assertThat(world.state(SUPPORT).serving().guarded())
                .containsExactlyInAnyOrder(World.image("1.1.0"), World.image("1.2.0"));
    }

    @Test
    void lastTagOfAnImageIsNeverTaken() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.images.push(World.SUPPORT, new Tag("1.0.0"), new Digest("sha256:" + "f".repeat(64)), world.now);
        world.push("1.2.0");
        world.run();

        assertThat(tags("1.0.0")).containsExactly(keepTag(World.image("1.0.0")));
    }

    @Test
    void imageThatCannotBeKeptLeavesTheOutcomeAndSaysSo() {
        world.live("1.0.0");
        world.pushUntil("1.1.0", p -> p.move().isPresent());
        world.images.delete(World.image("1.1.0"));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(timeline(2)).last().isEqualTo("1.1.0 cannot be kept: it is not in ECR");
        assertAtRest();
    }

    @Test
    void keepingThatIsDeniedLeavesTheOutcomeAndWhatComesAfter() {
        world.live("1.0.0", RESTORE);
        world.push("1.1.0");
        Advance advance = world.through(new Refusing("Images.keep", "ecr:PutImage", Kind.DENIED));
        while (!world.executions.running().isEmpty()) {
            world.turn(world.executions.running().getFirst(), advance);
        }

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(timeline(2)).last().asString().startsWith("not done, ecr:PutImage");
        assertAtRest();
    }

    @Test
    void whatARolloutUsedThatWasGivenUpGoes() {
        world.live("1.0.0", "'keepVersions': 5");
        world.pushUntil(
                "1.1.0", p -> p.candidate().filter(Progress.Candidate::verified).isPresent());
        world.runtimes.failNext("GetAgentRuntimeEndpoint", Kind.NOT_FOUND);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Stuck NOT_FOUND");
        for (int minor = 2; minor <= 8; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).isEqualTo(versions(6, 7, 8, 9, 10));
    }

    @Test
    void whatATargetWouldGoBackToThatFollowsAnotherRepositoryStays() {
        Repository repository = new Repository("111122223333", "eu-central-1", "agents/other");
        TargetName other =
                world.declare("other", World.declaration("other", "live").replace("agents/support", "agents/other"));
        for (int minor = 0; minor <= 2; minor++) {
            Tag tag = new Tag("2." + minor + ".0");
            Digest digest = new Digest("sha256:" + minor + "e".repeat(63));
            world.images.push(new Image(repository, tag, digest), world.now.plusSeconds(minor));
            PublishHandlers.pushed(world.publisher, new Image(repository, tag, digest), world.now);
            world.requests.desiredImageChanged(other, world.now);
            world.run();
        }
        world.people.rollBack(other);
        world.run();
        assertThat(world.state(other).serving().previous().map(Served::version)).contains(new Version(2));
        declared("support", "live", "1", "'keepVersions': 5");
        for (int minor = 0; minor <= 6; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }

        assertThat(world.versions()).contains(new Version(2)).doesNotContain(new Version(1));
    }

    @Test
    void wayBackDoesNotWaitForWhatIsDoneAfterTheEnd() {
        world.live("1.0.0", "'keepVersions': 5");
        for (int minor = 1; minor <= 3; minor++) {
            world.push("1." + minor + ".0");
            world.run();
        }
        for (int call = 0; call < 8; call++) {
            world.runtimes.failNext("DeleteAgentRuntime", Kind.CONFLICT);
        }
        world.pushUntil("1.4.0", p -> p.aftermath().isPresent() && p.stumbles() > 0);
        int before = world.runtimes.calls().size();
        Instant ordered = world.now;
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-5 Promoted PROVEN", "support-6 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.calls(before)).first().isEqualTo("UpdateAgentRuntimeEndpoint live 5");
        assertThat(timeline(5)).last().isEqualTo("the rest is left: live goes back first");
        assertThat(Duration.between(ordered, world.rollout(SUPPORT, 6).request().startedAt()))
                .isLessThan(Duration.ofSeconds(30));
        assertAtRest();
    }
}
