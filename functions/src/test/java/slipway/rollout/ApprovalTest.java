package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.event.Happening;
import slipway.event.Happening.ApprovalRequested;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** A person decides before live moves, where the owner wants one to. */
final class ApprovalTest {
    private static final TargetName SUPPORT = new TargetName("support");

    private final World world = new World();

    /** The second rollout is about to wait for a person's word, for at most ten hours. */
    private void asking() {
        world.live("1.0.0", "'approval': {'expiresHours': 10}");
        world.push("1.1.0");
    }

    private List<ApprovalRequested> questions() {
        return world.told.stream()
                .filter(Happening.ApprovalRequested.class::isInstance)
                .map(Happening.ApprovalRequested.class::cast)
                .toList();
    }

    private Optional<Veto> veto(String tag) {
        return world.state(SUPPORT).restraint().veto(World.image(tag).digest());
    }

    private void in(Duration time, Runnable happening) {
        world.at(world.now.plus(time), happening);
    }

    @Test
    void personIsAskedOnceAndToldWhatChanges() {
        asking();
        in(Duration.ofHours(1), () -> world.arrive("1.1.0"));
        in(Duration.ofHours(2), () -> world.people.approve(SUPPORT, 2));
        world.run();

        assertThat(questions()).hasSize(1);
        ApprovalRequested question = questions().getFirst();
        assertThat(question.rollout()).isEqualTo(world.rollout(SUPPORT, 2).id());
        assertThat(question.image()).isEqualTo(World.image("1.1.0"));
        assertThat(question.from()).contains(new Version(2));
        assertThat(question.to()).isEqualTo(new Version(3));
        assertThat(question.changes()).containsExactly("/agentRuntimeArtifact/containerConfiguration/containerUri");
        assertThat(question.pushedAt()).isPresent();
    }

    @Test
    void ownersConfigurationThatComesAlongIsAmongWhatChanges() {
        world.live("1.0.0");
        world.edit();
        world.declare(
                "support",
                World.declaration("live", "latest").replaceFirst("\\{", "{\"approval\": {\"expiresHours\": 10}, "));
        world.push("1.1.0");
        in(Duration.ofHours(2), () -> world.people.approve(SUPPORT, 2));
        world.run();

        assertThat(questions().getFirst().from()).contains(new Version(2));
        assertThat(questions().getFirst().changes())
                .containsExactlyInAnyOrder(
                        "/agentRuntimeArtifact/containerConfiguration/containerUri", "/environmentVariables/API_KEY");
    }

    @Test
    void liveStaysUntilItIsApprovedAndThenMovesAtOnce() {
        asking();
        Instant approved = world.now.plus(Duration.ofHours(3));
        world.at(approved, () -> {
            assertThat(world.serves("live")).isEqualTo(new Version(2));
            world.people.approve(SUPPORT, 2);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(Duration.between(approved, world.now)).isLessThan(Duration.ofSeconds(30));
        Answer answer = world.rollout(SUPPORT, 2)
                .progress()
                .approval()
                .flatMap(Progress.Approval::answer)
                .orElseThrow();
        assertThat(answer.by().session()).contains("alice");
    }

    @Test
    void whatIsRejectedIsVetoedAndLiveStays() {
        asking();
        in(Duration.ofHours(1), () -> world.people.reject(SUPPORT, 2));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected APPROVAL_REJECTED");
        assertThat(world.rollout(SUPPORT, 2).ending().orElseThrow().explanation())
                .contains("alice", "because");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.1.0")).isPresent();
    }

    @Test
    void whatNobodyAnswersIsRejectedWhenItsTimeIsUp() {
        asking();
        world.run();
        Instant expires = questions().getFirst().expiresAt();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected APPROVAL_EXPIRED");
        assertThat(Duration.between(expires, world.now)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.1.0")).isPresent();
    }

    @Test
    void newerImageTakesItsPlaceAndIsAskedForAnew() {
        asking();
        in(Duration.ofHours(1), () -> world.push("1.2.0"));
        in(Duration.ofHours(2), () -> world.people.approve(SUPPORT, 3));
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Superseded NEWER_IMAGE", "support-3 Promoted PROVEN");
        assertThat(questions())
                .extracting(ApprovalRequested::image)
                .containsExactly(World.image("1.1.0"), World.image("1.2.0"));
        assertThat(veto("1.1.0")).isEmpty();
    }

    @Test
    void answerToWhatWasSupersededIsNoAnswerToWhatCameNext() {
        asking();
        in(Duration.ofHours(1), () -> {
            world.push("1.2.0");
            world.people.approve(SUPPORT, 2);
        });
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-2 Superseded NEWER_IMAGE", "support-3 Rejected APPROVAL_EXPIRED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void answerAfterTheEndChangesNothing() {
        asking();
        world.run();
        world.people.approve(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Rejected APPROVAL_EXPIRED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.executions.all()).hasSize(2);
    }

    @Test
    void firstAnswerThatTheRolloutSawStands() {
        asking();
        world.runtimes.readyAfterReads(3);
        in(Duration.ofHours(1), () -> world.people.approve(SUPPORT, 2));
        world.turnUntil(
                world.executions.running().getFirst(),
                () -> world.rollout(SUPPORT, 2).progress().move().isPresent());
        world.people.reject(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(veto("1.1.0")).isEmpty();
    }

    @Test
    void removedDeclarationEndsTheQuestion() {
        asking();
        in(Duration.ofHours(1), () -> {
            world.parameters.remove(world.names.declaration(SUPPORT));
            world.declarations.changed(SUPPORT, world.now);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Superseded DECLARATION_REMOVED");
        assertThat(world.runtimes.endpoint(world.runtime, new EndpointName("candidate")))
                .isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void retryOfWhatWasRejectedAsksAgain() {
        asking();
        in(Duration.ofHours(1), () -> world.people.reject(SUPPORT, 2));
        world.run();
        world.people.retry(SUPPORT);
        in(Duration.ofHours(1), () -> world.people.approve(SUPPORT, 3));
        world.run();

        assertThat(questions()).hasSize(2);
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROVEN");
        // The version is there already, and good.
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void holdAndAbortEndTheQuestion() {
        asking();
        in(Duration.ofHours(1), () -> world.people.hold(SUPPORT));
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Superseded HELD");
        assertThat(veto("1.1.0")).isEmpty();

        world.people.release(SUPPORT);
        in(Duration.ofHours(1), () -> world.people.abort(SUPPORT, 3));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Rejected ABORTED");
        assertThat(veto("1.1.0")).isPresent();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void nothingIsAskedForWhatFailedItsTest() {
        world.live("1.0.0", "'approval': {}");
        world.answers(World.image("1.1.0"), "candidate", Finding.AGENT_FAILED);
        world.push("1.1.0");
        world.run();

        assertThat(questions()).isEmpty();
    }

    @Test
    void nothingIsAskedForAWayBack() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.declareWith("'approval': {}");
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(questions()).isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void nobodyLooksWhileAPersonThinks() {
        asking();
        List<Integer> visits = new ArrayList<>();
        in(Duration.ofMinutes(5), () -> visits.add(world.visits()));
        in(Duration.ofHours(9), () -> visits.add(world.visits()));
        world.run();

        assertThat(visits).hasSize(2);
        assertThat(visits.getLast()).isEqualTo(visits.getFirst());
    }

    @Test
    void vetoedImageDoesNotTakeItsPlace() {
        asking();
        TargetState.Veto veto =
                new TargetState.Veto(World.image("1.2.0").digest(), RolloutId.of(SUPPORT, 1), "ABORTED", world.now);
        in(Duration.ofHours(1), () -> {
            TargetState state = world.state(SUPPORT);
            world.ledger.save(state.withRestraint(state.restraint().withVeto(veto)));
            world.push("1.2.0");
            assertThat(world.state(SUPPORT).claim().waiting()).isEmpty();
            assertThat(world.state(SUPPORT).decisions().getFirst())
                    .satisfies(d -> assertThat(d.what() + ": " + d.why())
                            .isEqualTo("Vetoed: rollout support-1 ended: ABORTED"));
        });
        in(Duration.ofHours(2), () -> world.people.approve(SUPPORT, 2));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }
}
