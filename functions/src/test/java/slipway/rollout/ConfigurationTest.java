package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState.Served;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** What a stack changes of a runtime goes live as an image does: behind a candidate endpoint, proven, and back if it fails. */
class ConfigurationTest {
    private static final String MODEL_A = "{'environmentVariables': {'MODEL': 'a'}}";
    private static final String MODEL_B = "{'environmentVariables': {'MODEL': 'b'}}";

    private final World world = new World();
    private TargetName target = new TargetName("support");

    @BeforeEach
    void serveAnImage() {
        target = world.live("1.0.0");
    }

    @Test
    void aConfigurationGoesLiveWithTheImageThatLiveServes() {
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        assertThat(order()).isEqualTo(Optional.of(RolloutId.of(target, 2)));
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(model()).isEqualTo("a");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.0.0").uri());
        assertThat(world.document("live").json().path("hooksConfiguration"))
                .as("what nobody asked about stays")
                .isEqualTo(world.runtimes
                        .version(world.runtime, new Version(2))
                        .orElseThrow()
                        .json()
                        .path("hooksConfiguration"));
        assertThat(world.rollout(target, 2).cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(world.rollout(target, 2).request().by().orElseThrow().arn()).isEqualTo(Stack.ARN);
        assertThat(world.rollout(target, 2).progress().candidate().orElseThrow().changes())
                .containsExactly("/environmentVariables/API_KEY", "/environmentVariables/MODEL");
        assertThat(world.state(target).serving().live().flatMap(Served::configuration))
                .contains(hash);
    }

    @Test
    void anImageThatComesDuringAConfigurationGoesOutAfterItAndKeepsIt() {
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        world.push("1.1.0");
        assertThat(world.state(target).claim().waiting().orElseThrow().image()).isEqualTo(World.image("1.1.0"));
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN", "support-3 Promoted PROVEN");
        assertThat(model()).isEqualTo("a");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
        assertThat(world.state(target).serving().live().flatMap(Served::configuration))
                .contains(hash);
    }

    @Test
    void aConfigurationThatComesDuringAnImageGoesOutAfterItWithThatImage() {
        world.push("1.1.0");
        world.stack.wants(target, MODEL_A);
        assertThat(order()).isEmpty();
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("Waits");
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN", "support-3 Promoted PROVEN");
        assertThat(order()).isEqualTo(Optional.of(RolloutId.of(target, 3)));
        assertThat(model()).isEqualTo("a");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
    }

    @Test
    void aConfigurationThatIsRejectedLeavesLiveAndTheNextImageGoesOutWithoutIt() {
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(target).restraint().veto(hash)).isPresent();
        assertThat(world.state(target).restraint().vetoes()).isEmpty();

        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        assertThat(world.document("live")
                        .json()
                        .at("/environmentVariables/API_KEY")
                        .asText())
                .isEqualTo("secret");
    }

    @Test
    void aStackThatGoesBackWhileItsConfigurationIsUnderWayFindsLiveAsItWas() {
        world.stack.wants(target, MODEL_A);
        world.run();
        world.stack.wants(target, MODEL_B);
        world.turn(world.executions.running().getFirst());
        world.stack.wants(target, MODEL_A);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 Superseded NEWER_CONFIGURATION", "support-4 Unchanged ALREADY_LIVE");
        assertThat(world.serves("live")).isEqualTo(new Version(3));
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    @Test
    void aStackThatGoesBackAfterItsConfigurationWasPromotedHasTheOldOneProvenAgain() {
        world.stack.wants(target, MODEL_A);
        world.run();
        world.stack.wants(target, MODEL_B);
        world.run();
        assertThat(model()).isEqualTo("b");
        world.stack.wants(target, MODEL_A);
        world.run();

        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN", "support-4 Promoted PROVEN");
        assertThat(model()).isEqualTo("a");
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    private String model() {
        return world.document("live").json().at("/environmentVariables/MODEL").asText();
    }

    private Optional<RolloutId> order() {
        return world.state(target).orders().configuration().flatMap(Configure::rollout);
    }
}
