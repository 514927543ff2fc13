package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.ledger.Proof;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** What live served when a rollout came, put there by others: it is what a rollback goes back to. */
final class FoundOnLiveTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final EndpointName LIVE = new EndpointName("live");

    private final World world = new World();

    /** Live serves version 2, which runs 0.9.0 and whose sessions live for an hour, before Slipway comes. */
    private void older() {
        RuntimeDocument first = world.runtimes.latest(world.runtime).withImage(World.image("0.9.0"));
        ObjectNode body = first.updateBody(RuntimeSamples.TOKEN);
        ((ObjectNode) body.path("lifecycleConfiguration")).put("maxLifetime", 3600);
        world.runtimes.update(world.runtime, body);
        world.runtimes.createEndpoint(
                world.runtime, LIVE, new Version(2), RuntimeSamples.TOKEN, Map.of(Place.TAG, "slipway/local"));
        world.declare("support", "live", "live");
    }

    private void moveByHand(int version) {
        world.runtimes.moveEndpoint(world.runtime, LIVE, new Version(version), RuntimeSamples.TOKEN);
        world.runtimes.settle();
    }

    private void promote(String tag) {
        world.push(tag);
        world.run();
        assertThat(world.outcomes()).last().asString().contains("Promoted");
    }

    private Served previous() {
        return world.state(SUPPORT).serving().previous().orElseThrow();
    }

    private String liveImage() {
        return world.parameters.get(world.names.liveImage(SUPPORT)).orElseThrow();
    }

    @Test
    void whatLiveServedBeforeSlipwayIsWhatARollbackGoesBackTo() {
        older();
        promote("1.0.0");
        assertThat(previous().version()).isEqualTo(new Version(2));
        assertThat(previous().proof()).isEqualTo(Proof.ADOPTED);

        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(liveImage()).isEqualTo(World.image("0.9.0").uri());
    }

    @Test
    void whatLiveServedBeforeSlipwayIsWrittenWhereTheFirstRolloutGoesBack() {
        older();
        world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
        world.push("1.0.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-1 RolledBack LIVE_FAILED");
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().image()).isEqualTo(World.image("0.9.0"));
        assertThat(liveImage()).isEqualTo(World.image("0.9.0").uri());
    }

    @Test
    void versionThatSomebodyTookLiveBackToIsThePreviousOneAndNotTheOneTheyLeft() {
        world.live("1.0.0");
        promote("1.1.0");
        moveByHand(2);
        promote("1.2.0");
        assertThat(previous().version()).isEqualTo(new Version(2));
        assertThat(previous().proof()).isEqualTo(Proof.PASSED);

        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(liveImage()).isEqualTo(World.image("1.0.0").uri());
    }

    @Test
    void liveImageAfterARollbackIsThatOfTheVersionThatSomebodyHadTakenLiveTo() {
        world.live("1.0.0");
        promote("1.1.0");
        moveByHand(2);
        world.answers(World.image("1.2.0"), "live", Finding.AGENT_FAILED);
        world.push("1.2.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack LIVE_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(liveImage()).isEqualTo(World.image("1.0.0").uri());
    }

    @Test
    void whatIsSettledTwiceAfterACrashIsTheSame() {
        world.live("1.0.0");
        promote("1.1.0");
        moveByHand(2);
        promote("1.2.0");
        TargetState settled = world.state(SUPPORT);
        RolloutRecord rollout = world.rollout(SUPPORT, 3);

        TargetState again = Settlement.of(settled, rollout, rollout.ending().orElseThrow());

        assertThat(again.serving()).isEqualTo(settled.serving());
    }

    @Test
    void versionOfATagAloneIsNotGuessed() {
        world.runtimes.createEndpoint(
                world.runtime, LIVE, new Version(1), RuntimeSamples.TOKEN, Map.of(Place.TAG, "slipway/local"));
        world.declare("support", "live", "live");
        promote("1.1.0");

        assertThat(world.state(SUPPORT).serving().previous()).isEmpty();
    }

    private Instant oldSessionsUntil(int rollout) {
        return world.rollout(SUPPORT, rollout)
                .ending()
                .orElseThrow()
                .oldSessionsUntil()
                .orElseThrow();
    }

    private Instant moved(int rollout) {
        return world.rollout(SUPPORT, rollout).progress().move().orElseThrow().at();
    }

    /** Somebody publishes that sessions live for eight hours again. */
    private void lengthenSessions() {
        ObjectNode body = world.runtimes.latest(world.runtime).updateBody("u".repeat(64));
        ((ObjectNode) body.path("lifecycleConfiguration")).put("maxLifetime", 28800);
        world.runtimes.update(world.runtime, body);
        world.declare("support", "live", "latest");
    }

    @Test
    void sessionsOfTheVersionThatIsLeftLastAsLongAsThatVersionLetsThem() {
        older();
        lengthenSessions();
        promote("1.0.0");
        assertThat(oldSessionsUntil(1)).isEqualTo(moved(1).plus(Duration.ofHours(1)));

        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(oldSessionsUntil(2)).isEqualTo(moved(2).plus(Duration.ofHours(8)));
    }

    @Test
    void sessionsOfACandidateThatLiveLeavesAgainLastAsLongAsItLetsThem() {
        older();
        lengthenSessions();
        world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
        world.push("1.0.0");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-1 RolledBack LIVE_FAILED");
        assertThat(oldSessionsUntil(1))
                .isEqualTo(world.rollout(SUPPORT, 1).ending().orElseThrow().at().plus(Duration.ofHours(8)));
    }
}
