package slipway.rollout;

import org.junit.jupiter.api.Test;
import slipway.ledger.VerdictRecord.Finding;

/** A rollout's process dies at each of its calls once, right before it and right after it. Another goes on. */
class CrashPointsTest {
    @Test
    void whereverItDiesThereIsOneNewVersionAndLiveMovesOnce() {
        CrashRuns.everywhere(
                world -> {
                    live(world);
                    world.push("1.1.0");
                },
                "support-2 Promoted PROVEN",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3");
    }

    @Test
    void whereverItDiesLiveIsMadeOnceByTheFirstRollout() {
        CrashRuns.everywhere(
                world -> {
                    world.declare("support", "live", "live");
                    world.push("1.0.0");
                },
                "support-1 Promoted PROVEN",
                "UpdateAgentRuntime 2",
                "CreateAgentRuntimeEndpoint candidate 2",
                "CreateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesLiveGoesBackOnceToWhereItWas() {
        CrashRuns.everywhere(
                world -> {
                    live(world);
                    world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
                    world.push("1.1.0");
                },
                "support-2 RolledBack LIVE_FAILED",
                "UpdateAgentRuntime 3",
                "UpdateAgentRuntimeEndpoint candidate 3",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntimeEndpoint live 2");
    }

    @Test
    void whereverItDiesTheImageThatWaitsGoesOutNext() {
        CrashRuns.everywhere(
                world -> {
                    live(world);
                    world.push("1.1.0");
                    world.turn(world.executions.running().getFirst());
                    world.push("1.2.0");
                },
                "support-3 Promoted PROVEN",
                "CreateAgentRuntimeEndpoint previous 2",
                "UpdateAgentRuntimeEndpoint live 3",
                "UpdateAgentRuntime 4",
                "UpdateAgentRuntimeEndpoint candidate 4",
                "UpdateAgentRuntimeEndpoint previous 3",
                "UpdateAgentRuntimeEndpoint live 4");
    }

    private static void live(World world) {
        world.declare("support", "live", "live");
        world.push("1.0.0");
        world.run();
    }
}
