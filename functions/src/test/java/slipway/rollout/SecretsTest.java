package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeSamples;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.CapturedOutput;

/** What an owner keeps in a runtime's environment goes from AgentCore to AgentCore, and nowhere else. */
class SecretsTest {
    private static final String SECRET = "correct-horse-battery-staple";
    private final World world = new World();

    @Test
    void environmentValuesAppearInNoLogNoEventNoItemAndNoParameter() {
        try (CapturedOutput log = new CapturedOutput()) {
            configure(SECRET + "-1", RuntimeSamples.TOKEN);
            world.declare("support", "live", "live");
            world.push("1.0.0");
            world.run();
            world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
            world.push("1.1.0");
            world.run();
            configure(SECRET + "-2", "u".repeat(64));
            world.push("1.2.0");
            world.run();

            assertThat(world.outcomes())
                    .containsExactly(
                            "support-1 Promoted PROVEN",
                            "support-2 RolledBack LIVE_FAILED",
                            "support-3 Rejected FOREIGN_CHANGE");
            assertThat(log.text()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.told.toString()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.ledger.toString()).contains("support-3").doesNotContain(SECRET);
            assertThat(world.parameters.toString()).contains("desired-image").doesNotContain(SECRET);
        }
    }

    private void configure(String secret, String token) {
        ObjectNode body = world.runtimes.latest(world.runtime).updateBody(token);
        ((ObjectNode) body.path("environmentVariables")).put("API_KEY", secret);
        world.runtimes.update(world.runtime, body);
        world.runtimes.settle();
    }
}
