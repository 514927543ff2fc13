package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.VerdictRecord.Finding;
import slipway.target.TargetName;

/** A stack owns the runtime itself, and its target takes the configuration from the latest version. */
class StackUpdatedTest {
    private static final String STACK = "arn:aws:cloudformation:eu-central-1:111122223333:stack/support-agent/4f2c9d10";
    private static final String OWNER = "aws:cloudformation:stack-id";

    private final World world = new World();
    private final StackUpdates updates = new StackUpdates(world.ledger, world.runtimes, world.admission);
    private TargetName target = new TargetName("support");

    @BeforeEach
    void serveAnImage() {
        world.runtimes.tag(world.runtimes.latest(world.runtime).arn(), Map.of(OWNER, STACK));
        target = world.declare("support", "live", "latest");
        world.push("1.0.0");
        world.run();
    }

    @Test
    void whatTheStackConfiguresGoesLiveWithTheImageThatLiveServesThoughTheTemplateNamesAnother() {
        world.push("1.1.0");
        world.run();
        update("b", "1.0.0");
        updates.updated(STACK, world.now);
        world.run();

        assertThat(world.outcomes()).endsWith("support-3 Promoted PROVEN");
        assertThat(world.rollout(target, 3).cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
        assertThat(model()).isEqualTo("b");
    }

    @Test
    void anUpdateThatLeftTheRuntimeAsItIsStartsNothing() {
        updates.updated(STACK, world.now);
        assertThat(world.executions.running()).isEmpty();
    }

    @Test
    void anotherStacksUpdateStartsNothing() {
        update("b", "1.0.0");
        updates.updated(STACK.replace("support-agent", "billing"), world.now);
        assertThat(world.executions.running()).isEmpty();
    }

    @Test
    void aTargetThatTakesItsConfigurationFromLiveIsNotAsked() {
        world.declare("support", "live", "live");
        world.run();
        update("b", "1.0.0");
        updates.updated(STACK, world.now);
        assertThat(world.executions.running()).isEmpty();
    }

    @Test
    void aConfigurationThatFailsIsToBlameAndNotTheImageAndIsNotTriedAgainByItself() {
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        update("b", "1.0.0");
        updates.updated(STACK, world.now);
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Rejected SMOKE_TEST_FAILED");
        assertThat(world.state(target).restraint().vetoes()).isEmpty();
        assertThat(world.serves("live")).isEqualTo(new Version(2));

        updates.updated(STACK, world.now);
        assertThat(world.executions.running())
                .as("the stack has changed nothing since")
                .isEmpty();
    }

    @Test
    void anUpdateDuringARolloutGoesLiveAfterIt() {
        world.pushUntil("1.1.0", progress -> progress.proof().isPresent());
        update("b", "1.0.0");
        updates.updated(STACK, world.now);
        updates.updated(STACK, world.now);
        world.run();

        assertThat(world.outcomes()).endsWith("support-2 Promoted PROVEN", "support-3 Promoted PROVEN");
        assertThat(model()).isEqualTo("b");
        assertThat(world.document("live").containerUri())
                .contains(World.image("1.1.0").uri());
        assertThat(world.state(target).claim().waiting()).isEmpty();
    }

    @Test
    void aHeldTargetIsLeft() {
        world.people.hold(target);
        update("b", "1.0.0");
        updates.updated(STACK, world.now);
        assertThat(world.executions.running()).isEmpty();
        assertThat(world.state(target).decisions().getFirst().what()).isEqualTo("Held");
    }

    @Test
    void oneTargetThatCannotBeLookedAtKeepsNoOtherFromBeingAsked() {
        TargetName other = world.declare("other", "other", "latest");
        world.run();
        update("b", "1.0.0");
        world.runtimes.failNext("ListAgentRuntimes", AwsFailure.Kind.DENIED);
        assertThatThrownBy(() -> updates.updated(STACK, world.now)).isInstanceOf(AwsFailure.class);
        assertThat(world.executions.running()).hasSize(1);
        world.run();
        assertThat(world.document("other")
                        .json()
                        .at("/environmentVariables/MODEL")
                        .asText())
                .isEqualTo("b");
        assertThat(world.state(other).claim().active()).isEmpty();
    }

    /** As CloudFormation does: the whole template, with the image that it names. */
    private void update(String model, String tag) {
        Image named = World.image(tag);
        ObjectNode body = world.runtimes.latest(world.runtime).withImage(named).updateBody("t".repeat(40) + model);
        ((ObjectNode) body.path("environmentVariables")).put("MODEL", model);
        world.runtimes.update(world.runtime, body);
        world.runtimes.settle();
    }

    private String model() {
        return world.document("live").json().at("/environmentVariables/MODEL").asText();
    }
}
