package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure.Kind;
import slipway.target.TargetName;

/** A rollout that only a person can help keeps what it has to bring to an end. */
final class StuckTest {
    private static final TargetName SUPPORT = new TargetName("support");

    private final World world = new World();

    /** Version 2 runs 1.0.0, version 3 runs 1.1.0 and is live. */
    @BeforeEach
    void twoVersions() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.declareWith("'bake': {'minutes': 15}");
    }

    /** Rollout 3 has moved live to version 4, and is stuck there. */
    private void stuckAfterLiveMoved(Kind kind) {
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.now = world.now.plus(Duration.ofMinutes(3));
        world.runtimes.failNext("GetAgentRuntimeEndpoint", kind);
        world.run();
        assertThat(world.outcomes()).last().asString().startsWith("support-3 Stuck");
    }

    @Test
    void pushDoesNotThrowAwayWhatHasMovedLiveAndMissesSomething() {
        stuckAfterLiveMoved(Kind.NOT_FOUND);

        world.push("1.3.0");

        assertThat(world.executions.running()).isEmpty();
        assertThat(world.state(SUPPORT).claim().active())
                .contains(world.rollout(SUPPORT, 3).id());
        world.people.abort(SUPPORT, 3);
        world.people.retry(SUPPORT);
        world.run();
        assertThat(world.outcomes()).contains("support-3 RolledBack ABORTED");
        assertThat(world.state(SUPPORT).restraint().veto(World.image("1.2.0").digest()))
                .isPresent();
        assertThat(world.serves("live")).isEqualTo(new Version(5));
    }

    @Test
    void goingBackIsTriedAgainHoweverLongItWasStuck() {
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.now = world.now.plus(Duration.ofMinutes(3));
        world.people.abort(SUPPORT, 3);
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.DENIED);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ACCESS_DENIED");

        world.now = world.now.plus(Duration.ofMinutes(20));
        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ABORTED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void goingBackIsTriedHoweverLongAgentCoreDidNotAnswerAndHasItsTimeThen() {
        world.runtimes.readyAfterReads(1);
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.people.abort(SUPPORT, 3);
        world.now = world.now.plus(Duration.ofMinutes(3));
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.UNAVAILABLE);
        String execution = world.executions.running().getFirst();
        world.turnUntil(execution, () -> world.rollout(SUPPORT, 3).progress().stumbles() > 0);

        world.now = world.now.plus(Duration.ofMinutes(16));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ABORTED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void goingBackThatFailsForItsWholeTimeIsLeftToAPersonAndHasItAgainThen() {
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.now = world.now.plus(Duration.ofMinutes(3));
        for (int move = 0; move < 12; move++) {
            world.runtimes.failNextMove("no capacity");
        }
        world.people.abort(SUPPORT, 3);
        world.turn(world.executions.running().getFirst());
        world.now = world.now.plus(Duration.ofMinutes(16));
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ROLLBACK_FAILED");
        assertThat(world.rollout(SUPPORT, 3).ending().orElseThrow().explanation())
                .contains("could not be taken back to version 3: no capacity");

        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ABORTED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void wayBackGoesBeforeWhatIsStuckBeforeLiveMoved() {
        world.pushUntil("1.2.0", p -> p.candidate().isPresent());
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.QUOTA);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck QUOTA_EXCEEDED");

        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 Stuck QUOTA_EXCEEDED", "support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).claim().active()).isEmpty();
    }

    @Test
    void wayBackToAnotherVersionGoesBeforeOneThatIsStuck() {
        world.push("1.2.0");
        world.run();
        world.people.rollBack(SUPPORT);
        world.now = world.now.plus(Duration.ofMinutes(3));
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.DENIED);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-4 Stuck ACCESS_DENIED");
        int before = world.runtimes.calls().size();

        world.people.rollBack(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-5 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.calls(before)).containsExactly("UpdateAgentRuntimeEndpoint live 2");
        assertThat(world.state(SUPPORT).orders().rollback()).isEmpty();
    }

    @Test
    void abortBringsItToItsEndThoughItsDeclarationIsGone() {
        stuckAfterLiveMoved(Kind.DENIED);
        world.ledger.save(world.state(SUPPORT).withDeclaration(Optional.empty()));

        world.people.abort(SUPPORT, 3);
        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ABORTED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.state(SUPPORT).claim().active()).isEmpty();
    }
}
