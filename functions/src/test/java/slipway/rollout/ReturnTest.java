package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.port.Ports;
import slipway.target.TargetName;

/** What a person's way back meets, and what of it stops them. */
final class ReturnTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final AlarmName ERRORS = new AlarmName("support-errors");

    private final World world = new World();

    /** Version 2 runs 1.0.0, version 3 runs 1.1.0 and is live. */
    @BeforeEach
    void twoVersions() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
    }

    private void declareWithoutProof() {
        String smokeTest = "{\"payload\": {\"prompt\": \"ping\"}}";
        String declared = World.declaration("live", "live");
        assertThat(declared).contains(smokeTest);
        world.declare("support", declared.replace(smokeTest, "{\"skip\": \"callers need a token\"}"));
    }

    private void assertIsBack() {
        assertThat(world.outcomes()).last().asString().endsWith(" RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).orders().rollback()).isEmpty();
        assertThat(world.state(SUPPORT).restraint().veto(World.image("1.1.0").digest()))
                .isPresent();
    }

    private boolean wasTestedBehindLive(int rollout) {
        return world.ledger.verdict(RolloutId.of(SUPPORT, rollout), "live", 1).isPresent();
    }

    @Test
    void nobodyIsAskedWhereTheOwnerSkipsTheProofByNow() {
        declareWithoutProof();
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(wasTestedBehindLive(3)).isFalse();
        assertIsBack();
    }

    @Test
    void versionThatNobodyProvedIsAskedWhereTheOwnerWantsItByNow() {
        declareWithoutProof();
        world.push("1.2.0");
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Promoted PROOF_SKIPPED");
        world.declareWith("");
        world.push("1.3.0");
        world.run();
        world.answers(World.image("1.2.0"), "live", Finding.AGENT_FAILED);
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(4));
        assertThat(world.rollout(SUPPORT, 5).ending().orElseThrow().explanation())
                .contains("smoke test there: agent_failed");
    }

    /** Nobody hears from CloudWatch or ECR while the executions run. */
    private void runAlone() {
        Advance advance = world.through(new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.startsWith("Monitor.") || name.equals("Images.describe")) {
                    throw new AwsFailure(AwsFailure.Kind.UNAVAILABLE, name, "", "", "no answer", null);
                }
                return effect.happen();
            }
        });
        for (int turn = 0; !world.executions.running().isEmpty() && turn < 200; turn++) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }

    @Test
    void nobodyWaitsForCloudWatchOrEcr() {
        world.declareWith(
                "'approval': {}," + "'bake': {'minutes': 15, 'alarms': ['support-errors'], 'errorPercent': 10}");
        world.people.rollBack(SUPPORT);
        runAlone();

        assertIsBack();
    }

    @Test
    void alarmThatWasHeardTakesLiveBackThoughCloudWatchIsSilent() {
        world.monitor.set(ERRORS, AlarmState.OK);
        world.declareWith("'bake': {'minutes': 15, 'alarms': ['support-errors'], 'errorPercent': 10}");
        world.pushUntil("1.2.0", p -> p.bake().isPresent());
        world.rings(ERRORS);
        runAlone();

        assertThat(world.outcomes()).last().isEqualTo("support-3 RolledBack ALARM_RANG");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
    }

    @Test
    void outageOfAgentCoreLeavesTheOrderStanding() {
        for (int call = 0; call <= Policy.standard().stumbles(); call++) {
            world.runtimes.failNext("ListTagsForResource", AwsFailure.Kind.UNAVAILABLE);
        }
        world.people.rollBack(SUPPORT);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck UNAVAILABLE");
        assertThat(world.state(SUPPORT).orders().rollback()).isPresent();

        world.people.retry(SUPPORT);
        world.run();

        assertIsBack();
    }

    @Test
    void liveThatFailsToMoveIsToldAgain() {
        int before = world.runtimes.calls().size();
        world.runtimes.failNextMove("no capacity");
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.calls(before))
                .containsExactly("UpdateAgentRuntimeEndpoint live 2", "UpdateAgentRuntimeEndpoint live 2");
        assertIsBack();
    }

    @Test
    void liveThatDoesNotMoveIsForAPersonAndNeverSentBackToWhatItIsToLeave() {
        int before = world.runtimes.calls().size();
        for (int move = 0; move < 3; move++) {
            world.runtimes.failNextMove("no capacity");
        }
        world.people.rollBack(SUPPORT);
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ROLLBACK_FAILED");
        assertThat(world.rollout(SUPPORT, 3).ending().orElseThrow().explanation())
                .contains("no capacity");
        assertThat(world.calls(before)).hasSize(3).containsOnly("UpdateAgentRuntimeEndpoint live 2");
        assertThat(world.state(SUPPORT).orders().rollback()).isPresent();
        assertThat(world.state(SUPPORT).claim().active()).isPresent();
    }

    @Test
    void liveThatDidNotMoveIsToldAgainAfterARetry() {
        for (int move = 0; move < 4; move++) {
            world.runtimes.failNextMove("no capacity");
        }
        world.people.rollBack(SUPPORT);
        world.run();
        assertThat(world.outcomes()).last().isEqualTo("support-3 Stuck ROLLBACK_FAILED");
        world.now = world.now.plus(Duration.ofHours(1));

        world.people.retry(SUPPORT);
        world.run();

        assertIsBack();
    }

    @Test
    void liveThatSomebodyTookBackByHandIsBackForGood() {
        world.runtimes.moveEndpoint(world.runtime, new EndpointName("live"), new Version(2), RuntimeSamples.TOKEN);
        world.runtimes.settle();
        int before = world.runtimes.calls().size();
        world.people.rollBack(SUPPORT);
        world.run();
        assertThat(world.calls(before)).isEmpty();
        assertIsBack();
        assertThat(world.state(SUPPORT).serving().live().orElseThrow().version())
                .isEqualTo(new Version(2));

        world.people.release(SUPPORT);
        world.run();

        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(SUPPORT).decisions().getFirst().what()).isEqualTo("Vetoed");
    }

    @Test
    void liveThatNeverMovedIsNotRememberedAsWhatItServedBefore() {
        world.pushUntil(
                "1.2.0", p -> p.candidate().filter(Progress.Candidate::verified).isPresent());
        world.people.rollBack(SUPPORT, 3);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 Superseded ROLLED_BACK_BY_PERSON", "support-4 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.state(SUPPORT).serving().earlier())
                .extracting(TargetState.Served::version)
                .containsExactly(new Version(2));
        assertThat(world.state(SUPPORT).restraint().vetoes()).isEmpty();
    }
}
