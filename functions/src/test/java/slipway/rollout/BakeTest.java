package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Veto;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** Live is watched after it has moved: by the clock, and by what its callers see. */
class BakeTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final String BOUNDS = "'minutes': 5, 'errorPercent': 10, 'minInvocations': 10";

    private final World world = new World();

    /** The second rollout is about to be watched like this. */
    private void baking(String bake) {
        world.live("1.0.0", "'bake': {" + bake + "}");
        world.push("1.1.0");
    }

    private void in(Duration time, Runnable happening) {
        world.at(world.now.plus(time), happening);
    }

    private void callers(Duration later, int invocations, int errors) {
        callers(world.now.plus(later), invocations, errors, 100);
    }

    private void callers(Instant at, int invocations, int errors, int millis) {
        double all = (double) millis * invocations;
        world.callers(at, new Traffic(invocations, errors, 0, invocations, all, invocations));
    }

    private Instant moved() {
        return world.rollout(SUPPORT, 2).progress().move().orElseThrow().at();
    }

    private Ending ending() {
        return world.rollout(SUPPORT, 2).ending().orElseThrow();
    }

    private Duration took() {
        return Duration.between(moved(), ending().at());
    }

    private Optional<Veto> veto() {
        return world.state(SUPPORT).restraint().veto(World.image("1.1.0").digest());
    }

    @Test
    void whatStaysWithinItsTimeIsPromoted() {
        baking("'minutes': 15");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(took()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
    }

    @Test
    void whatStaysWithinItsBoundsIsPromotedWhenItsWholeMinutesAreThere() {
        baking(BOUNDS);
        callers(Duration.ofMinutes(2), 20, 2);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(took()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(8));
        assertThat(ending().explanation()).contains("20 invocations", "sessions from before may be among them");
    }

    @Test
    void moreErrorsThanDeclaredTakeLiveBackAtTheNextLook() {
        baking("'minutes': 60, 'errorPercent': 10, 'minInvocations': 10");
        Instant wrong = world.now.plus(Duration.ofMinutes(2));
        callers(wrong, 20, 3, 100);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_MANY_ERRORS");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        // A look every twelfth of the bake.
        assertThat(Duration.between(wrong, world.now)).isLessThan(Duration.ofMinutes(8));
        assertThat(veto()).isPresent();
    }

    @Test
    void nextImageGoesOutByItselfAfterARollback() {
        baking(BOUNDS);
        callers(Duration.ofMinutes(2), 20, 20);
        in(Duration.ofMinutes(1), () -> world.push("1.2.0"));
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-2 RolledBack TOO_MANY_ERRORS", "support-3 Promoted TOO_LITTLE_TRAFFIC");
    }

    @Test
    void ownerMayWantAHoldInsteadAndAPersonEndsIt() {
        world.live("1.0.0", "'afterRollback': 'hold', 'bake': {" + BOUNDS + "}");
        world.push("1.1.0");
        callers(Duration.ofMinutes(2), 20, 20);
        in(Duration.ofMinutes(1), () -> world.push("1.2.0"));
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_MANY_ERRORS");
        assertThat(world.state(SUPPORT).restraint().hold().map(Hold::kind)).contains(Hold.Kind.ROLLBACK);
        assertThat(veto()).isPresent();

        world.people.release(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().asString().startsWith("support-3 Promoted");
    }

    @Test
    void minuteInWhichLiveMovedDoesNotCount() {
        world.live("1.0.0", "'bake': {" + BOUNDS + "}");
        // Half a minute in, so that the minute holds callers of both versions.
        world.now = Instant.parse("2026-01-01T01:00:30Z");
        world.push("1.1.0");
        callers(Instant.parse("2026-01-01T01:00:50Z"), 100, 100, 100);
        callers(Instant.parse("2026-01-01T01:02:00Z"), 20, 1, 100);
        world.run();

        assertThat(moved()).isBefore(Instant.parse("2026-01-01T01:01:00Z"));
        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(ending().explanation()).contains("20 invocations");
    }

    @Test
    void minuteThatIsNotOverDoesNotCountEither() {
        world.live("1.0.0", "'bake': {" + BOUNDS + "}");
        world.now = Instant.parse("2026-01-01T01:00:00Z");
        world.push("1.1.0");
        // The bake's five whole minutes are 01:01 to 01:06.
        callers(Instant.parse("2026-01-01T01:02:00Z"), 20, 1, 100);
        callers(Instant.parse("2026-01-01T01:07:30Z"), 100, 100, 100);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void fewCallersSayNothingAndThePromotionSaysSo() {
        baking(BOUNDS);
        callers(Duration.ofMinutes(2), 9, 9);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted TOO_LITTLE_TRAFFIC");
        assertThat(ending().explanation()).contains("9 invocations of 10");
    }

    @Test
    void fewSessionsSayNothingEither() {
        baking(BOUNDS + ", 'minNewSessions': 2");
        world.callers(world.now.plus(Duration.ofMinutes(2)), new Traffic(20, 20, 0, 1, 2000, 20));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted TOO_LITTLE_TRAFFIC");
        assertThat(ending().explanation()).contains("1 new sessions of 2");
    }

    @Test
    void ownerMayRatherGoBackThanTrustTooFew() {
        baking(BOUNDS + ", 'tooLittleTraffic': {'then': 'rollBack'}");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_LITTLE_TRAFFIC");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void callersAreWaitedForUpToTheDeclaredTime() {
        baking(BOUNDS + ", 'tooLittleTraffic': {'waitMinutes': 30, 'then': 'rollBack'}");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_LITTLE_TRAFFIC");
        assertThat(took()).isBetween(Duration.ofMinutes(35), Duration.ofMinutes(38));
    }

    @Test
    void waitForCallersEndsAsSoonAsThereAreEnough() {
        baking(BOUNDS + ", 'tooLittleTraffic': {'waitMinutes': 600, 'then': 'rollBack'}");
        callers(Duration.ofMinutes(20), 20, 0);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(took()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(24));
    }

    @Test
    void latencyIsComparedWithThatOfAsLongATimeBefore() {
        world.live("1.0.0", "'bake': {'minutes': 5, 'latencyRatio': 1.5, 'minInvocations': 10}");
        world.now = world.now.plus(Duration.ofMinutes(10));
        // The last counts, the first was too long ago.
        callers(world.now.minus(Duration.ofMinutes(8)), 100, 0, 900);
        callers(world.now.minus(Duration.ofMinutes(3)), 100, 0, 100);
        world.push("1.1.0");
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 0, 160);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_SLOW");
        assertThat(ending().explanation()).contains("1.6 times", "1.5 times allowed");
    }

    @Test
    void latencyWithinItsRatioIsPromoted() {
        world.live("1.0.0", "'bake': {'minutes': 5, 'latencyRatio': 1.5, 'minInvocations': 10}");
        world.now = world.now.plus(Duration.ofMinutes(10));
        callers(world.now.minus(Duration.ofMinutes(3)), 100, 0, 100);
        world.push("1.1.0");
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 0, 150);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void latencyIsNotComparedWithThatOfTooFewCallersAndThePromotionSaysSo() {
        world.live("1.0.0", "'bake': {'minutes': 5, 'latencyRatio': 1.5, 'minInvocations': 10}");
        world.now = world.now.plus(Duration.ofMinutes(10));
        callers(world.now.minus(Duration.ofMinutes(3)), 9, 0, 100);
        world.push("1.1.0");
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 0, 500);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(ending().explanation()).contains("not compared", "9 invocations of callers then, of 10");
    }

    @Test
    void slipwaysOwnQuestionsAreNoCallersToCompareWith() {
        String bake = "'bake': {'minutes': 5, 'latencyRatio': 1.5, 'minInvocations': 10}";
        world.live("1.0.0");
        world.declare(
                "support",
                World.declaration("live", "live")
                        .replaceFirst("\\{", "{" + bake.replace('\'', '"') + ", ")
                        .replace("\"payload\"", "\"latencyRatio\": 2, \"samples\": 5, \"payload\""));
        world.now = world.now.plus(Duration.ofMinutes(10));
        // Five of them come from the candidate's smoke test.
        callers(world.now.minus(Duration.ofMinutes(3)), 14, 0, 100);
        world.push("1.1.0");
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 0, 500);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(ending().explanation()).contains("9 invocations of callers then, of 10");
    }

    @Test
    void throttlesAndLatencyHaveBoundsOfTheirOwn() {
        baking("'minutes': 5, 'throttlePercent': 10, 'latencyMillis': 500, 'minInvocations': 10");
        world.callers(world.now.plus(Duration.ofMinutes(2)), new Traffic(20, 0, 3, 20, 2000, 20));
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack TOO_MANY_THROTTLES");

        world.push("1.2.0");
        callers(world.now.plus(Duration.ofMinutes(2)), 20, 0, 501);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack TOO_SLOW");
    }

    @Test
    void abortTakesLiveBackAndVetoesTheImage() {
        baking("'minutes': 600");
        Instant aborted = world.now.plus(Duration.ofMinutes(7));
        world.at(aborted, () -> world.people.abort(SUPPORT, 2));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ABORTED");
        assertThat(Duration.between(aborted, world.now)).isLessThan(Duration.ofSeconds(30));
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(veto()).isPresent();
        assertThat(world.state(SUPPORT).restraint().hold()).isEmpty();
    }

    @Test
    void holdDuringTheBakeKeepsTheNextImageAndLetsTheBakeEnd() {
        baking("'minutes': 15");
        in(Duration.ofMinutes(2), () -> world.people.hold(SUPPORT));
        in(Duration.ofMinutes(3), () -> world.push("1.2.0"));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
        assertThat(world.state(SUPPORT).decisions().getFirst().what()).isEqualTo("Held");
    }

    /** Somebody moves live by hand, and it has arrived. */
    private void moveLive(int version) {
        world.runtimes.moveEndpoint(
                world.runtime, new EndpointName("live"), new Version(version), RuntimeSamples.TOKEN);
        world.runtimes.settle();
    }

    @Test
    void liveThatSomebodyMovesStaysWhereTheyPutIt() {
        baking("'minutes': 15");
        in(Duration.ofMinutes(2), () -> moveLive(1));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack FOREIGN_CHANGE");
        assertThat(world.serves("live")).isEqualTo(new Version(1));
        assertThat(world.state(SUPPORT).restraint().hold()).isPresent();
    }

    /** The endpoint ends as UPDATE_FAILED, and answers with what it served. */
    @Test
    void liveThatSomebodyFailsToMoveGoesOnBaking() {
        baking("'minutes': 15");
        in(Duration.ofMinutes(2), () -> {
            world.runtimes.failNextMove("no capacity");
            moveLive(1);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void liveThatSomebodyRemovesIsNotPromoted() {
        baking("'minutes': 15");
        in(
                Duration.ofMinutes(2),
                () -> world.runtimes.deleteEndpoint(world.runtime, new EndpointName("live"), RuntimeSamples.TOKEN));
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack FOREIGN_CHANGE");
        assertThat(world.state(SUPPORT).restraint().hold()).isPresent();
    }

    @Test
    void liveThatSomebodyIsMovingAtTheEndIsWaitedFor() {
        baking("'minutes': 15");
        in(Duration.ofMinutes(14), () -> {
            world.runtimes.readyAfterReads(4);
            world.runtimes.moveEndpoint(world.runtime, new EndpointName("live"), new Version(1), RuntimeSamples.TOKEN);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack FOREIGN_CHANGE");
        assertThat(world.serves("live")).isEqualTo(new Version(1));
    }

    @Test
    void firstRolloutThatBakesBadlyRemovesTheLiveEndpointThatItMade() {
        world.declareWith("'bake': {" + BOUNDS + ", 'tooLittleTraffic': {'then': 'rollBack'}}");
        world.push("1.0.0");
        world.run();

        assertThat(world.outcomes()).containsExactly("support-1 RolledBack TOO_LITTLE_TRAFFIC");
        assertThat(world.runtimes.endpoint(world.runtime, new EndpointName("live")))
                .isEmpty();
    }

    @Test
    void removedDeclarationLetsTheBakeEndFirst() {
        baking("'minutes': 15");
        in(Duration.ofMinutes(2), () -> {
            world.parameters.remove(world.names.declaration(SUPPORT));
            world.declarations.changed(SUPPORT, world.now);
        });
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted BAKED");
    }

    @Test
    void sessionsThatBeganBeforeTheMoveAreSaidToLast() {
        baking("'minutes': 15");
        world.run();

        assertThat(ending().oldSessionsUntil()).contains(moved().plusSeconds(28_800));
    }
}
