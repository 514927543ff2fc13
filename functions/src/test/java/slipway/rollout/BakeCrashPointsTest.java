package slipway.rollout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Traffic;
import slipway.target.TargetName;

/** As {@link CrashPointsTest}, for the ways in which a bake does not go well. */
class BakeCrashPointsTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final AlarmName ERRORS = new AlarmName("support-errors");
    private static final String WATCHED = "'bake': {'minutes': 15, 'alarms': ['support-errors']}";
    private static final String[] MOVED = {
        "UpdateAgentRuntime 3",
        "UpdateAgentRuntimeEndpoint candidate 3",
        "CreateAgentRuntimeEndpoint previous 2",
        "UpdateAgentRuntimeEndpoint live 3"
    };
    private static final String[] MOVED_BACK = {
        "UpdateAgentRuntime 3",
        "UpdateAgentRuntimeEndpoint candidate 3",
        "CreateAgentRuntimeEndpoint previous 2",
        "UpdateAgentRuntimeEndpoint live 3",
        "UpdateAgentRuntimeEndpoint live 2"
    };

    private static void in(World world, Duration time, Runnable happening) {
        world.at(world.now.plus(time), happening);
    }

    @Test
    void whereverItDiesBrokenBoundsTakeLiveBackAndHoldTheTarget() {
        CrashRuns.everywhere(
                world -> {
                    world.live(
                            "1.0.0",
                            "'bake': {'minutes': 15, 'errorPercent': 5, 'minInvocations': 10}, 'afterRollback': 'hold'");
                    world.push("1.1.0");
                    world.callers(world.now.plus(Duration.ofMinutes(5)), new Traffic(20, 5, 0, 20, 2000, 20));
                },
                "support-2 RolledBack TOO_MANY_ERRORS",
                MOVED_BACK);
    }

    @Test
    void whereverItDiesABakeOfTheFirstRolloutTakesLiveAway() {
        CrashRuns.everywhere(
                world -> {
                    world.declareWith(
                            "'bake': {'minutes': 15, 'errorPercent': 5, 'tooLittleTraffic': {'then': 'rollBack'}}");
                    world.push("1.0.0");
                },
                "support-1 RolledBack TOO_LITTLE_TRAFFIC",
                "UpdateAgentRuntime 2",
                "CreateAgentRuntimeEndpoint candidate 2",
                "CreateAgentRuntimeEndpoint live 2",
                "DeleteAgentRuntimeEndpoint live");
    }

    @Test
    void whereverItDiesAnAlarmThatRingsAlreadyKeepsLiveUntilItIsSilent() {
        CrashRuns.everywhere(
                world -> {
                    world.monitor.set(ERRORS, AlarmState.OK);
                    world.live("1.0.0", WATCHED);
                    world.monitor.set(ERRORS, AlarmState.ALARM);
                    world.push("1.1.0");
                    in(world, Duration.ofMinutes(2), () -> world.monitor.set(ERRORS, AlarmState.OK));
                },
                "support-2 Promoted BAKED",
                MOVED);
    }

    @Test
    void whereverItDiesAnAbortTakesLiveBackOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", "'bake': {'minutes': 15}");
                    world.push("1.1.0");
                    in(world, Duration.ofMinutes(3), () -> world.people.abort(SUPPORT, 2));
                },
                "support-2 RolledBack ABORTED",
                MOVED_BACK);
    }

    @Test
    void whereverItDiesDefaultIsRestoredOnceAfterAnAlarm() {
        CrashRuns.everywhere(
                world -> {
                    world.monitor.set(ERRORS, AlarmState.OK);
                    world.live("1.0.0", WATCHED + ", 'afterRejection': 'restoreDefault'");
                    world.push("1.1.0");
                    in(world, Duration.ofMinutes(3), () -> world.rings(ERRORS));
                },
                "support-2 RolledBack ALARM_RANG",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2",
                "UpdateAgentRuntime 4");
    }

    @Test
    void whereverItDiesLiveThatSomebodyMovesStaysWhereTheyPutIt() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0", "'bake': {'minutes': 15}");
                    world.push("1.1.0");
                    in(world, Duration.ofMinutes(3), () -> {
                        world.runtimes.moveEndpoint(
                                world.runtime, new EndpointName("live"), new Version(1), RuntimeSamples.TOKEN);
                        world.runtimes.settle();
                    });
                },
                "support-2 RolledBack FOREIGN_CHANGE",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 1");
    }
}
