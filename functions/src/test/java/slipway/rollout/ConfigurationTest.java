package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
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

    @Test
    void aStackThatGoesBackWhileItsConfigurationBakesHasLiveBackFirst() {
        world.stack.wants(target, MODEL_A);
        world.run();
        world.declareWith("'bake': {'minutes': 5}");
        world.stack.wants(target, MODEL_B);
        bakes();
        world.stack.wants(target, MODEL_A);
        world.run();

        assertThat(world.outcomes())
                .endsWith("support-3 RolledBack NEWER_CONFIGURATION", "support-4 Unchanged ALREADY_LIVE");
        assertThat(model()).isEqualTo("a");
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    @Test
    void aStackThatGoesBackByAnotherChangeToWhatLiveServedBeforeSetsNoVeto() {
        world.stack.wants(target, "{'description': 'one'}");
        world.run();
        world.stack.wants(target, "{'description': 'two', 'environmentVariables': {'MODEL': 'b'}}");
        world.run();
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        world.stack.wants(
                target,
                "{'description': 'one', 'environmentVariables': {'API_KEY': 'secret'}}",
                "protocolConfiguration");
        world.run();

        assertThat(world.outcomes()).endsWith("support-4 Rejected SMOKE_TEST_FAILED");
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    @Test
    void aConfigurationThatFailsOnLiveGoesBackAndIsNotTriedAgain() {
        world.answers(World.image("1.0.0"), "live", Finding.AGENT_FAILED);
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 RolledBack LIVE_FAILED");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(target).restraint().veto(hash)).isPresent();
        assertThat(world.state(target).restraint().vetoes()).isEmpty();

        world.stack.wants(target, MODEL_A);
        assertThat(world.executions.running()).isEmpty();
        assertThat(order()).isEmpty();
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("Vetoed");
        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).as("images go out all the same").endsWith("support-3 Promoted PROVEN");
    }

    @Test
    void aConfigurationWaitsForAHoldToBeReleased() {
        world.people.hold(target);
        world.stack.wants(target, MODEL_A);
        assertThat(order()).isEmpty();
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("Held");
        assertThat(world.executions.running()).isEmpty();

        world.people.release(target);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
        assertThat(model()).isEqualTo("a");
    }

    @Test
    void aPersonsHoldEndsAConfigurationAndItsReleaseBringsItAgain() {
        world.stack.wants(target, MODEL_A);
        world.turn(world.executions.running().getFirst());
        world.people.hold(target);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Superseded HELD");
        assertThat(order()).isEmpty();

        world.people.release(target);
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        assertThat(order()).contains(RolloutId.of(target, 3));
    }

    @Test
    void anAbortedConfigurationIsNotTriedAgainAndItsImageIsNotBlamed() {
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        world.turn(world.executions.running().getFirst());
        world.people.abort(target, 2);
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Rejected ABORTED");
        assertThat(world.state(target).restraint().veto(hash)).isPresent();
        assertThat(world.state(target).restraint().vetoes()).isEmpty();
    }

    @Test
    void aPersonWhoRollsAConfigurationBackVetoesItAndNotTheImage() {
        ConfigurationHash hash = world.stack.wants(target, MODEL_A);
        world.run();
        world.people.rollBack(target);
        world.run();

        assertThat(world.outcomes()).endsWith("support-3 RolledBack ROLLED_BACK_BY_PERSON");
        assertThat(world.serves("live")).isEqualTo(new Version(2));
        assertThat(world.state(target).restraint().veto(hash)).isPresent();
        assertThat(world.state(target).restraint().vetoes()).isEmpty();
    }

    @Test
    void anImageThatWaitsDoesNotEndAConfigurationThatWaitsForApproval() {
        world.declareWith("'approval': {'expiresHours': 1}");
        world.stack.wants(target, MODEL_A);
        String execution = world.executions.running().getFirst();
        world.turnUntil(
                execution, () -> world.rollout(target, 2).progress().proof().isPresent());
        world.push("1.1.0");
        world.people.approve(target, 2);
        world.turnUntil(execution, () -> !world.outcomes().getLast().startsWith("support-1"));
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
    }

    @Test
    void theSameConfigurationAskedForAgainHasTheRolloutThatBringsIt() {
        world.stack.wants(target, MODEL_A);
        world.stack.wants(target, MODEL_A);
        assertThat(order()).contains(RolloutId.of(target, 2));
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN");
    }

    @Test
    void aConfigurationWaitsForLiveToServeSomething() {
        World empty = new World();
        TargetName first = empty.declare("support", "live", "live");
        empty.stack.wants(first, MODEL_A);
        assertThat(empty.executions.running()).isEmpty();
        assertThat(empty.state(first).decisions().getFirst().why()).isEqualTo("live serves no image yet");

        empty.push("1.0.0");
        empty.run();
        assertThat(empty.outcomes()).containsExactly("support-1 Promoted PROVEN", "support-2 Promoted PROVEN");
    }

    @Test
    void aConfigurationIsNotBroughtToALiveThatSomebodyRemoved() {
        world.runtimes.deleteEndpoint(world.runtime, new EndpointName("live"), "");
        world.stack.wants(target, MODEL_A);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Rejected LIVE_MOVED");
        assertThat(world.state(target).restraint())
                .isEqualTo(TargetState.blank(target).restraint());
    }

    @Test
    void aForeignChangeKeepsAConfigurationFromGoingOut() {
        world.edit();
        world.stack.wants(target, MODEL_A);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Rejected FOREIGN_CHANGE");
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    @Test
    void bothTargetsOfARuntimeGetItEachWithItsOwnImage() {
        TargetName prod = world.declare("prod", "prod", "live");
        world.run();
        world.people.hold(prod);
        world.push("1.1.0");
        world.run();
        world.people.release(prod);
        world.people.pin(prod, World.image("1.0.0"));
        world.run();
        world.stack.wants(target, MODEL_A);
        world.stack.wants(prod, MODEL_A);
        world.run();

        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
        assertThat(world.document("prod").containerUri())
                .contains(World.image("1.0.0").uri());
        assertThat(model()).isEqualTo("a");
        assertThat(world.document("prod")
                        .json()
                        .at("/environmentVariables/MODEL")
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void anImageThatIsGoneFromEcrSaysNothingAgainstTheConfiguration() {
        world.images.delete(World.image("1.0.0"));
        world.stack.wants(target, MODEL_A);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Rejected IMAGE_MISSING");
        assertThat(world.state(target).restraint().configurations()).isEmpty();
    }

    @Test
    void aConfigurationThatIsNotKeptAnyMoreIsForAPersonAndHoldsNothingUp() {
        ConfigurationChange change = ConfigurationChange.of(RuntimeSamples.json(MODEL_A), List.of());
        world.stack.orders(target, change.hash());
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Stuck NOT_FOUND");
        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
    }

    @Test
    void anImageDoesNotTakeAConfigurationThatWasRefusedFromTheLatestVersion() {
        world.declare("support", "live", "latest");
        world.run();
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        world.stack.wants(target, MODEL_A);
        world.run();
        assertThat(world.outcomes()).last().asString().endsWith("Rejected SMOKE_TEST_FAILED");

        world.push("1.1.0");
        world.run();
        assertThat(world.outcomes()).last().asString().endsWith("Promoted PROVEN");
        assertThat(model()).isEmpty();
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
    }

    private void bakes() {
        String execution = world.executions.running().getFirst();
        RolloutId id = world.executions.rollout(execution);
        world.turnUntil(execution, () -> world.rollout(id).progress().bake().isPresent());
    }

    private String model() {
        return world.document("live").json().at("/environmentVariables/MODEL").asText();
    }

    private Optional<RolloutId> order() {
        return world.state(target).orders().configuration().flatMap(Configure::rollout);
    }
}
