package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.ledger.Ledger;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;
import slipway.port.CrashPoint;
import slipway.target.TargetName;

/** The process that brings a stack's configuration live dies at each of its calls once, and so does the one that asks. */
class ConfigurationCrashPointsTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final String MODEL_A = "{'environmentVariables': {'MODEL': 'a'}, 'lifecycleConfiguration': {}}";
    private static final String MODEL_B = "{'environmentVariables': {'MODEL': 'b'}}";

    @Test
    void whereverItDiesTheConfigurationIsMadeOnceAndLiveMovesOnce() {
        assertThat(CrashRuns.everywhere(
                        world -> {
                            world.live("1.0.0");
                            world.stack.wants(SUPPORT, MODEL_A);
                        },
                        "support-2 Promoted PROVEN",
                        "UpdateAgentRuntime 3",
                        "UpdateAgentRuntimeEndpoint candidate 3",
                        "CreateAgentRuntimeEndpoint previous 2",
                        "UpdateAgentRuntimeEndpoint live 3"))
                .contains("Seal.open", "Ledger.configuration");
    }

    @Test
    void whereverItDiesLiveGoesBackOnceAndTheConfigurationIsVetoedOnce() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
                    world.stack.wants(SUPPORT, MODEL_A);
                },
                "support-2 RolledBack LIVE_FAILED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesTheImageThatWaitsGoesOutWithTheConfiguration() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    world.stack.wants(SUPPORT, MODEL_A);
                    world.push("1.1.0");
                },
                "support-3 Promoted PROVEN",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "UpdateAgentRuntimeEndpoint previous 3",
                "UpdateAgentRuntimeEndpoint live 4");
    }

    @Test
    void whereverItDiesTheConfigurationThatTheStackWantsByNowGoesOutInstead() {
        CrashRuns.everywhere(
                world -> {
                    world.live("1.0.0");
                    world.stack.wants(SUPPORT, MODEL_A);
                    world.turn(world.executions.running().getFirst());
                    world.stack.wants(SUPPORT, MODEL_B);
                },
                "support-3 Promoted PROVEN",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 4");
    }

    @Test
    void whereverTheOneDiesThatAsksAskingAgainBringsItOnce() {
        try (CapturedOutput silence = new CapturedOutput()) {
            CrashPoint undisturbed = CrashPoint.never();
            dying(undisturbed);
            List<CrashPoint> points = IntStream.rangeClosed(1, undisturbed.calls())
                    .boxed()
                    .flatMap(n -> Stream.of(CrashPoint.before(n), CrashPoint.after(n)))
                    .toList();
            assertThat(points).hasSizeGreaterThan(10);
            for (CrashPoint point : points) {
                World world = dying(point);
                world.stack.wants(SUPPORT, MODEL_A);
                world.run();
                assertThat(world.outcomes())
                        .as(point.toString())
                        .containsExactly("support-1 Promoted PROVEN", "support-2 Promoted PROVEN");
            }
            assertThat(silence.text()).isNotEmpty();
        }
    }

    private static World dying(CrashPoint point) {
        World world = new World();
        world.live("1.0.0");
        Ledger ledger = point.inFrontOf(Ledger.class, world.ledger);
        Stack stack = new Stack(ledger, world.seal, world.admission(point), () -> world.now);
        try {
            stack.wants(SUPPORT, MODEL_A);
        } catch (CrashPoint.Death e) {
            // As asked.
        }
        return world;
    }
}
