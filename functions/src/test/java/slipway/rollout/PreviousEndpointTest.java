package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** The endpoint that keeps the version warm which live would go back to. */
final class PreviousEndpointTest {
    private static final TargetName SUPPORT = new TargetName("support");

    private final World world = new World();

    @Test
    void itServesLivesVersionBeforeLiveMoves() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.push("1.2.0");
        world.run();

        List<String> calls = world.calls(0);
        assertThat(calls)
                .containsSubsequence(
                        "CreateAgentRuntimeEndpoint previous 2",
                        "UpdateAgentRuntimeEndpoint live 3",
                        "UpdateAgentRuntimeEndpoint previous 3",
                        "UpdateAgentRuntimeEndpoint live 4");
        assertThat(world.serves("previous")).isEqualTo(new Version(3));
    }

    @Test
    void liveWaitsUntilItServes() {
        world.live("1.0.0");
        world.runtimes.readyAfterReads(3);
        world.pushUntil("1.1.0", p -> p.move().isPresent());

        assertThat(world.serves("previous")).isEqualTo(new Version(2));
    }

    @Test
    void firstRolloutHasNothingToKeep() {
        world.live("1.0.0");

        assertThat(world.runtimes.endpoint(world.runtime, new EndpointName("previous")))
                .isEmpty();
    }

    @Test
    void candidateThatFailsLeavesItWhereItWas() {
        world.live("1.0.0");
        world.push("1.1.0");
        world.run();
        world.answers(World.image("1.2.0"), "candidate", Finding.AGENT_FAILED);
        world.push("1.2.0");
        world.run();

        assertThat(world.serves("previous")).isEqualTo(new Version(2));
    }

    @Test
    void oneThatFailsForGoodKeepsLiveWhereItIsAndIsNotHeldAgainstTheImage() {
        world.live("1.0.0");
        world.pushUntil("1.1.0", p -> p.tests().points() == 1);
        for (int failure = 0; failure < 3; failure++) {
            world.runtimes.failNextMove("no capacity");
        }
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Inconclusive PREVIOUS_ENDPOINT_FAILED");
        assertThat(world.rollout(SUPPORT, 2).ending().orElseThrow().explanation())
                .contains("previous", "no capacity");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.calls(0)).doesNotContain("UpdateAgentRuntimeEndpoint live 3");
        assertThat(world.state(SUPPORT).restraint().vetoes()).isEmpty();
    }

    @Test
    void oneThatFailsOnceIsMadeAnew() {
        world.live("1.0.0");
        world.pushUntil("1.1.0", p -> p.tests().points() == 1);
        world.runtimes.failNextMove("no capacity");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Promoted PROVEN");
        assertThat(world.serves("previous")).isEqualTo(new Version(2));
    }
}
