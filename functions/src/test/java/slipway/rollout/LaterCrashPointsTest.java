package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.ledger.VerdictRecord.Finding;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** As {@link CrashPointsTest}, for what people and alarms have a hand in, and for what comes after the end. */
class LaterCrashPointsTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final AlarmName ERRORS = new AlarmName("support-errors");

    @Test
    void whereverItDiesTheBakeLastsToItsEnd() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", "'bake': {'minutes': 15, 'errorPercent': 5, 'minInvocations': 10}");
                    world.push("1.1.0");
                    world.callers(world.now.plus(Duration.ofMinutes(5)), new Traffic(20, 0, 0, 20, 2000, 20));
                },
                "support-2 Promoted BAKED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3");
    }

    @Test
    void whereverItDiesTheAlarmTakesLiveBackOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.monitor.set(ERRORS, AlarmState.OK);
                    world.live("1.0.0", "'bake': {'minutes': 15, 'alarms': ['support-errors']}");
                    world.push("1.1.0");
                    world.at(world.now.plus(Duration.ofMinutes(3)), () -> world.rings(ERRORS));
                },
                "support-2 RolledBack ALARM_RANG",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesAnApprovalMovesLiveOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", "'approval': {}");
                    world.push("1.1.0");
                    world.at(world.now.plus(Duration.ofHours(1)), () -> world.people.approve(SUPPORT, 2));
                },
                "support-2 Promoted PROVEN",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3");
    }

    @Test
    void whereverItDiesAPersonsRollbackMovesLiveOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    world.push("1.1.0");
                    world.run();
                    world.people.rollBack(SUPPORT);
                },
                "support-3 RolledBack ROLLED_BACK_BY_PERSON",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesAPersonsRollbackDuringABakeMovesLiveOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", "'bake': {'minutes': 15}");
                    world.push("1.1.0");
                    world.at(world.now.plus(Duration.ofMinutes(3)), () -> world.people.rollBack(SUPPORT));
                },
                "support-2 RolledBack ROLLED_BACK_BY_PERSON",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesImagesAreKeptAndLetGoAndOldVersionsGoOnce() {
        Set<String> calls = CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    for (int minor = 1; minor <= 4; minor++) {
                        world.push("1." + minor + ".0");
                        world.run();
                    }
                    world.declareWith("'keepVersions': 5");
                    world.push("1.5.0");
                },
                "support-6 Promoted PROVEN",
                "UpdateAgentRuntime 7",
                "UpdateAgentRuntimeEndpoint candidate 7",
                "UpdateAgentRuntimeEndpoint previous 6",
                "UpdateAgentRuntimeEndpoint live 7",
                "DeleteAgentRuntime 1",
                "DeleteAgentRuntime 2");

        assertThat(calls).contains("Images.keep", "Images.release", "AgentRuntimes.deleteVersion");
    }

    @Test
    void whereverItDiesDefaultIsRestoredOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    for (int minor = 1; minor <= 3; minor++) {
                        world.push("1." + minor + ".0");
                        world.run();
                    }
                    world.declareWith("'afterRejection': 'restoreDefault', 'keepVersions': 5");
                    world.answers(World.image("1.4.0"), "candidate", Finding.AGENT_FAILED);
                    world.push("1.4.0");
                },
                "support-5 Rejected SMOKE_TEST_FAILED",
                "UpdateAgentRuntime 6",
                "UpdateAgentRuntimeEndpoint candidate 6",
                "UpdateAgentRuntime 7",
                "DeleteAgentRuntime 1",
                "DeleteAgentRuntime 2");
    }
}
