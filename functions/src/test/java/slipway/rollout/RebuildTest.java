package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.DriftReason;
import slipway.ledger.Loss;
import slipway.ledger.Proof;
import slipway.ledger.Rebuild;
import slipway.ledger.Rebuilt.Result;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** A table that was lost, put together again from what Parameter Store, ECR, AgentCore and Step Functions still say. */
class RebuildTest {
    private final World world = new World();
    private final Sweeps sweeps = new Sweeps(world);
    private final Rebuilds rebuilds = new Rebuilds(world);

    private TargetName twoImages() {
        TargetName target = world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        return target;
    }

    @Test
    void aHealthyLedgerIsLeftAsItIs() {
        TargetName target = twoImages();
        TargetState before = world.state(target);
        rebuilds.rebuild(false);
        assertThat(world.state(target)).isEqualTo(before);
        assertThat(rebuilds.of(target).result()).isEqualTo(Result.KNOWN);
        Rebuild told = world.ledger.rebuild().orElseThrow();
        assertThat(told.targets()).isOne();
        assertThat(told.finishedAt()).contains(world.now);
    }

    @Test
    void whatLiveServesAndServedIsThereAgain() {
        TargetName target = twoImages();
        TargetState before = world.state(target);
        rebuilds.loseAndRebuild();
        TargetState after = world.state(target);
        assertThat(after.declaration()).isEqualTo(before.declaration());
        assertThat(after.following().desired()).isEqualTo(before.following().desired());
        assertThat(after.following().seenWrites()).isEqualTo(before.following().seenWrites());
        assertThat(after.serving().guarded())
                .containsExactlyInAnyOrderElementsOf(before.serving().guarded());
        assertThat(after.claim().sequence()).isEqualTo(2);
        Served live = after.serving().live().orElseThrow();
        assertThat(live.image()).isEqualTo(World.image("1.1.0"));
        assertThat(live.version()).isEqualTo(new Version(3));
        assertThat(live.configurationHash())
                .isEqualTo(before.serving().live().orElseThrow().configurationHash());
        assertThat(live.proof()).isEqualTo(Proof.ADOPTED);
        assertThat(after.serving().previous().map(Served::version)).contains(new Version(2));
        assertThat(rebuilds.held(target)).isEmpty();
        assertThat(rebuilds.gaps(target)).isEmpty();
        assertThat(world.ledger.following(World.SUPPORT)).containsExactly(target);
    }

    @Test
    void afterwardsThereIsNoDriftAndLifeGoesOn() {
        TargetName target = twoImages();
        rebuilds.loseAndRebuild();
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();

        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(4));
        world.people.rollBack(target);
        world.run();
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void liveGoesBackToWhatItServedBeforeTheLoss() {
        TargetName target = twoImages();
        rebuilds.loseAndRebuild();
        world.people.rollBack(target);
        world.run();
        assertThat(world.serves("live")).isEqualTo(new Version(2));
    }

    @Test
    void whatMayHaveBeenVetoedWaitsForAPerson() {
        TargetName target = twoImages();
        Image bad = World.image("1.2.0");
        world.answers(bad, "candidate", Finding.AGENT_FAILED);
        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Rejected SMOKE_TEST_FAILED");
        rebuilds.loseAndRebuild();
        assertThat(rebuilds.held(target)).contains("REBUILT");
        assertThat(rebuilds.gaps(target)).contains(bad.uri(), "slipway release support");
        int calls = world.calls(0).size();
        sweeps.ask(Optional.of(true));
        sweeps.settle();
        assertThat(world.calls(calls)).isEmpty();
        assertThat(sweeps.standing(target)).isEmpty();

        world.people.release(target);
        world.run();
        assertThat(world.outcomes()).endsWith("support-4 Rejected SMOKE_TEST_FAILED");
    }

    /** The sweep comes every quarter of an hour, and is there before any person. */
    @Test
    void theSweepTakesALostTargetInHeldAndARebuildFinishesIt() {
        TargetName target = twoImages();
        world.answers(World.image("1.2.0"), "candidate", Finding.AGENT_FAILED);
        world.push("1.2.0");
        world.run();
        world.ledger.lose();
        int calls = world.calls(0).size();
        sweeps.sweep();
        sweeps.settle();
        assertThat(rebuilds.held(target)).contains("REBUILT");
        assertThat(world.calls(calls)).isEmpty();

        rebuilds.rebuild(false);
        assertThat(rebuilds.of(target).result()).isEqualTo(Result.REBUILT);
        assertThat(world.state(target).serving().live().map(Served::version)).contains(new Version(3));
        assertThat(world.state(target).claim().sequence()).isEqualTo(3);
        rebuilds.rebuild(false);
        assertThat(rebuilds.of(target).result()).isEqualTo(Result.KNOWN);
    }

    @Test
    void aRebuildReleasesWhatTheSweepTookInWhereLiveIsAsItShouldBe() {
        TargetName target = twoImages();
        world.ledger.lose();
        sweeps.sweep();
        assertThat(rebuilds.held(target)).contains("REBUILT");
        rebuilds.rebuild(false);
        assertThat(rebuilds.held(target)).isEmpty();
    }

    @Test
    void aPushFromBeforeChangesNothing() {
        TargetName target = twoImages();
        rebuilds.loseAndRebuild();
        TargetState before = world.state(target);
        world.arrive("1.0.0");
        world.arrive("1.1.0");
        assertThat(world.state(target).following()).isEqualTo(before.following());
        assertThat(world.executions.running()).isEmpty();
    }

    @Test
    void whatIsPublishedStaysPublished() {
        TargetName target = twoImages();
        world.ask(target, World.image("1.0.0").uri());
        world.run();
        rebuilds.loseAndRebuild();
        TargetState after = world.state(target);
        assertThat(after.following().pin().orElseThrow().by()).isEqualTo(World.PERSON);
        assertThat(after.following().desired()).contains(World.image("1.0.0"));
        assertThat(rebuilds.held(target)).isEmpty();
        assertThat(rebuilds.gaps(target)).contains("slipway unpin support");
        sweeps.sweep();
        assertThat(sweeps.standing(target)).isEmpty();
    }

    @Test
    void whereLiveWasOnItsWayWhatWasProvenCountsAsLive() {
        TargetName target = world.live("1.0.0", "'bake': {'minutes': 60}");
        world.pushUntil("1.1.0", progress -> progress.bake().isPresent());
        String execution = world.executions.running().getFirst();
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        rebuilds.loseAndRebuild();
        assertThat(world.state(target).serving().live().map(Served::version)).contains(new Version(2));
        assertThat(rebuilds.held(target)).contains("REBUILT");
        assertThat(rebuilds.gaps(target))
                .contains("live-image says 1.0.0", "a rollout was under way", "stop-execution", execution);
        sweeps.sweep();
        assertThat(sweeps.standing(target)).contains(DriftReason.LIVE_MOVED);
        assertThat(world.parameters.get(world.names.liveImage(target)))
                .contains(World.image("1.0.0").uri());

        world.executions.end(execution);
        world.people.release(target);
        world.run();
        assertThat(world.outcomes().getLast()).startsWith("support-3 ");
        assertThat(world.state(target).serving().live().map(Served::image)).contains(World.image("1.1.0"));
    }

    @Test
    void aDryRunSaysTheSameAndDoesNothing() {
        TargetName target = twoImages();
        world.ledger.lose();
        rebuilds.rebuild(true);
        assertThat(world.state(target)).isEqualTo(TargetState.blank(target));
        assertThat(world.ledger.targets()).isEmpty();
        assertThat(world.ledger.runtime(world.runtime).revision()).isZero();
        assertThat(rebuilds.of(target).live()).contains(World.image("1.1.0"));
        assertThat(world.ledger.rebuild().orElseThrow().dry()).isTrue();
    }

    @Test
    void aTargetThatWasJustDeclaredIsLeftToItsEvent() {
        TargetName target = new TargetName("fresh");
        world.images.push(World.image("1.0.0"), world.now);
        world.parameters.as(World.PERSON).put(world.names.declaration(target), World.declaration("live", "live"));
        rebuilds.rebuild(false);
        assertThat(rebuilds.of(target).result()).isEqualTo(Result.NEW);
        assertThat(world.state(target).revision()).isZero();
    }

    @Test
    void oneBadTargetStopsNobody() {
        TargetName target = twoImages();
        TargetName bad = world.declare("a-bad-one", "prod", "live");
        world.run(bad);
        world.parameters.as(World.PERSON).put(world.names.declaration(bad), "{}");
        rebuilds.loseAndRebuild();
        assertThat(rebuilds.of(bad).result()).isEqualTo(Result.FAILED);
        assertThat(rebuilds.gaps(bad)).contains("schema");
        assertThat(rebuilds.of(target).result()).isEqualTo(Result.REBUILT);
    }

    @Test
    void whereverItDiesTheNextInvocationGoesOn() {
        for (int call = 1; call <= 12; call++) {
            World other = new World();
            Rebuilds again = new Rebuilds(other);
            TargetName target = other.live("1.0.0");
            TargetName second = other.declare("b-second", "prod", "live");
            other.run();
            other.ledger.lose();
            try {
                again.rebuildThrough(CrashPoint.after(call));
            } catch (CrashPoint.Death death) {
                // Lambda tries it again.
            }
            again.rebuildThrough(CrashPoint.never());
            assertThat(other.ledger.rebuild().flatMap(Rebuild::finishedAt)).isPresent();
            assertThat(other.state(target).serving().live()).isPresent();
            assertThat(other.state(second).serving().live()).isPresent();
            assertThat(other.ledger.targets()).hasSize(2);
        }
    }

    @Test
    void everyLossHasItsRemedy() {
        assertThat(Loss.values()).allSatisfy(loss -> {
            assertThat(loss.what()).endsWith(".");
            assertThat(loss.remedy()).endsWith(".");
        });
    }
}
