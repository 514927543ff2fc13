package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure.Kind;
import slipway.ledger.Orders.Ring;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.port.Ports;
import slipway.target.TargetName;

/** A person wants live back: nothing is made for it, and nothing rolls out until somebody releases the target. */
final class GoingBackTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final AlarmName ERRORS = new AlarmName("support-errors");

    private final World world = new World();

    /** Version 2 runs 1.0.0, version 3 runs 1.1.0 and is live. */
    @BeforeEach
    void twoVersions() {
        world.live("1.0.0");
        promote("1.1.0");
    }

    private void promote(String tag) {
        world.push(tag);
        world.run();
        assertThat(world.outcomes()).last().asString().contains("Promoted");
    }

    private Ending ending(int rollout) {
        return world.rollout(SUPPORT, rollout).ending().orElseThrow();
    }

    private Optional<Veto> veto(String tag) {
        return world.state(SUPPORT).restraint().veto(World.image(tag).digest());
    }

    private Optional<Hold.Kind> hold() {
        return world.state(SUPPORT).restraint().hold().map(Hold::kind);
    }

    /** Nothing is left to be done, and no image but a held one waits. */
    private void assertAtRest() {
        assertThat(world.state(SUPPORT).claim().active()).isEmpty();
        assertThat(world.state(SUPPORT).orders().rollback()).isEmpty();
        assertThat(world.state(SUPPORT).orders().abort()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).users()).isEmpty();
    }

    @Test
    void liveGoesBackAndNoVersionIsMade() {
        int before = world.runtimes.calls().size();
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.calls(before)).containsExactly("UpdateAgentRuntimeEndpoint live 2");
        assertThat(world.parameters.get(world.names.liveImage(SUPPORT)))
                .contains(World.image("1.0.0").uri());
        assertThat(world.parameters.get(world.names.imageTag(SUPPORT))).contains("1.0.0");
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().version())
                .isEqualTo(new Version(2));
        assertAtRest();
    }

    @Test
    void whatWasLiveIsVetoedAndTheTargetHeldByThePerson() {
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(veto("1.1.0")).isPresent();
        assertThat(veto("1.0.0")).isEmpty();
        assertThat(hold()).contains(Hold.Kind.PERSON);
    }

    @Test
    void pushWaitsForTheReleaseAndTheVetoOutlastsIt() {
        world.people.rollBack(SUPPORT);
        world.run();
        world.push("1.2.0");
        world.run();
        assertThat(world.executions.all()).hasSize(3);
        assertThat(world.state(SUPPORT).decisions().getFirst().what()).isEqualTo("Held");

        world.people.release(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-4 Promoted PROVEN");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.2.0").uri());
        assertThat(veto("1.1.0")).isPresent();
    }

    @Test
    void vetoedImageStaysAwayAfterTheRelease() {
        world.people.rollBack(SUPPORT);
        world.run();
        world.people.release(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).decisions().getFirst().what()).isEqualTo("Vetoed");
    }

    @Test
    void sessionsOfTheVersionThatWasLeftAreSaidToLast() {
        world.people.rollBack(SUPPORT);
        world.run();

        Instant until = ending(3).oldSessionsUntil().orElseThrow();
        assertThat(Duration.between(ending(3).at(), until)).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void versionOfThePersonsChoiceIsTaken() {
        promote("1.2.0");
        world.people.rollBack(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.2.0")).isPresent();
    }

    @Test
    void secondTimeLiveGoesFurtherBack() {
        promote("1.2.0");
        world.people.rollBack(SUPPORT);
        world.run();
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.1.0")).isPresent();
        assertThat(veto("1.2.0")).isPresent();
        assertAtRest();
    }

    @Test
    void anotherVersionThatIsAskedForMeanwhileComesNext() {
        promote("1.2.0");
        world.runtimes.readyAfterReads(3);
        world.people.rollBack(SUPPORT);
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution, () -> world.rollout(SUPPORT, 4).progress().move().isPresent());
        world.people.rollBack(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-4 RolledBack ROLLED_BACK_BY_PERSON", "support-5 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertAtRest();
    }

    @Test
    void rolloutThatHasNotMovedLiveEndsFirst() {
        world.pushUntil(
                "1.2.0", p -> p.candidate().filter(Progress.Candidate::verified).isPresent());
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 Superseded ROLLED_BACK_BY_PERSON", "support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.2.0")).isEmpty();
        assertAtRest();
    }

    @Test
    void rolloutThatHasMovedLiveTakesItBackItself() {
        world.runtimes.readyAfterReads(3);
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(veto("1.2.0")).isPresent();
        assertThat(hold()).contains(Hold.Kind.PERSON);
        assertAtRest();
    }

    @Test
    void rolloutThatBakesTakesLiveBackAtOnce() {
        world.declareWith("'bake': {'minutes': 600}");
        world.pushUntil("1.2.0", p -> p.bake().isPresent());
        Instant ordered = world.now.plus(Duration.ofMinutes(2));
        world.at(ordered, () -> world.people.rollBack(SUPPORT));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(Duration.between(ordered, world.now)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertAtRest();
    }

    @Test
    void rolloutThatBakesGoesBackAndThenToTheVersionOfThePersonsChoice() {
        world.declareWith("'bake': {'minutes': 600}");
        world.pushUntil("1.2.0", p -> p.bake().isPresent());
        world.people.rollBack(SUPPORT, 2);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 RolledBack ROLLED_BACK_BY_PERSON", "support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertAtRest();
    }

    @Test
    void versionThatIsGoneIsSaidAndLiveStays() {
        world.runtimes.moveEndpoint(world.runtime, new EndpointName("previous"), new Version(3), RuntimeSamples.TOKEN);
        world.runtimes.settle();
        world.runtimes.deleteVersion(world.runtime, new Version(2), RuntimeSamples.TOKEN);
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Rejected VERSION_GONE");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(veto("1.0.0")).isEmpty();
        assertAtRest();
    }

    @Test
    void wrongAnswerOfTheOldVersionKeepsNobodyFromGoingBack() {
        world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void alarmThatRingsKeepsNobodyFromGoingBack() {
        world.monitor.set(ERRORS, AlarmState.ALARM);
        world.declareWith("'bake': {'minutes': 15, 'alarms': ['support-errors']}");
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void alarmThatBeginsToRingMeanwhileDoesNotBringTheBadVersionBack() {
        world.monitor.set(ERRORS, AlarmState.OK);
        world.declareWith("'bake': {'minutes': 15, 'alarms': ['support-errors']}");
        world.runtimes.readyAfterReads(3);
        world.people.rollBack(SUPPORT);
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution, () -> world.rollout(SUPPORT, 3).progress().move().isPresent());
        world.rings(ERRORS);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto("1.1.0")).isPresent();
    }

    @Test
    void abortLeavesLiveWhereItWasAndTheHoldToThePerson() {
        world.runtimes.readyAfterReads(3);
        world.people.rollBack(SUPPORT);
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution, () -> world.rollout(SUPPORT, 3).progress().move().isPresent());
        world.people.abort(SUPPORT, 3);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ABORTED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().version())
                .isEqualTo(new Version(3));
        assertThat(veto("1.1.0")).isEmpty();
        assertThat(veto("1.0.0")).isEmpty();
        assertThat(hold()).contains(Hold.Kind.PERSON);
        assertAtRest();
    }

    @Test
    void returnThatIsStuckGoesOnAfterARetry() {
        world.people.rollBack(SUPPORT);
        world.now = world.now.plusSeconds(180);
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.DENIED);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ACCESS_DENIED");

        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertAtRest();
    }

    @Test
    void rolloutThatIsStuckGoesBackAfterARetry() {
        world.declareWith("'bake': {'minutes': 15}");
        world.pushUntil("1.2.0", p -> p.move().isPresent());
        world.now = world.now.plusSeconds(180);
        world.runtimes.failNext("GetAgentRuntimeEndpoint", Kind.DENIED);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ACCESS_DENIED");

        world.people.rollBack(SUPPORT);
        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertAtRest();
    }

    @Test
    void returnThatIsStuckBeforeItBeganStartsAnew() {
        world.people.rollBack(SUPPORT);
        world.now = world.now.plusSeconds(180);
        world.runtimes.failNext("ListTagsForResource", Kind.DENIED);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ACCESS_DENIED");

        world.people.retry(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertAtRest();
    }

    @Test
    void pushDoesNotResumeWhatIsStuck() {
        world.people.rollBack(SUPPORT);
        world.now = world.now.plusSeconds(180);
        world.runtimes.failNext("UpdateAgentRuntimeEndpoint", Kind.DENIED);
        world.run();
        world.push("1.2.0");

        assertThat(world.executions.running()).isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void nothingToGoBackToIsSaidAndKeepsNothingFromComing() {
        World fresh = new World();
        fresh.live("1.0.0");
        fresh.people.rollBack(SUPPORT);
        fresh.run();
        assertThat(fresh.state(SUPPORT).decisions().getFirst().what()).isEqualTo("NothingToRollBackTo");
        assertThat(fresh.serves("live")).isEqualTo(new Version(2));

        fresh.people.release(SUPPORT);
        fresh.push("1.1.0");
        fresh.run();

        assertThat(fresh.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAskedForAsTheRolloutEndsTakesLiveBack(boolean alarm) {
        world.declareWith("'bake': {'minutes': 15}");
        world.push("1.2.0");
        Ring ring = new Ring(ERRORS, RolloutId.of(SUPPORT, 3), world.now);
        TargetState before = world.state(SUPPORT);
        carriedOut(new AtTheEnd(() -> {
            if (alarm) {
                world.ledger.save(before.withOrders(before.orders().withRing(ring)));
            } else {
                world.people.abort(SUPPORT, 3);
            }
        }));

        assertThat(world.outcomes())
                .containsSubsequence("support-2 Promoted PROVEN")
                .last()
                .isEqualTo("support-3 RolledBack " + (alarm ? "ALARM_RANG" : "ABORTED"));
        assertThat(world.outcomes()).doesNotContain("support-3 Promoted BAKED");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().version())
                .isEqualTo(new Version(3));
        assertThat(veto("1.2.0")).isPresent();
        assertAtRest();
    }

    private void carriedOut(Ports ports) {
        Advance advance = world.through(ports);
        while (!world.executions.running().isEmpty()) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }

    /** Something happens once, between the rollout's end and what follows from it. */
    private final class AtTheEnd extends Ports {
        private Optional<Runnable> happening;

        private AtTheEnd(Runnable happening) {
            this.happening = Optional.of(happening);
        }

        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            Object result = effect.happen();
            if (world.rollout(SUPPORT, 3).ending().isPresent()) {
                Optional<Runnable> next = happening;
                happening = Optional.empty();
                next.ifPresent(Runnable::run);
            }
            return result;
        }
    }
}
