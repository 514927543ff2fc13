package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import slipway.ledger.VerdictRecord.Finding;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;

/** A stack that waits for the configuration which another resource of it has told. */
class StackGateTest {
    private final StackWorld stack = new StackWorld();
    private final World world = stack.world;

    @Test
    void opensForWhatTheRuntimeWasMadeWithAsSoonAsAnImageIsLiveOnIt() {
        Success made = success(stack.create(StackWorld.named("agents_one")));
        world.declareRuntime("support", "agents_one");
        world.push("1.0.0");
        success(stack.gate("support", hash(made)));
        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN");
    }

    @Test
    void opensForWhatAnUnprovenChangeBroughtOnceAnImageIsLiveOnIt() {
        Success changed = success(stack.update(StackWorld.CALM, StackWorld.BRISK));
        world.live("1.0.0");
        success(stack.gate("support", hash(changed)));
    }

    @Test
    void opensAgainWhenTheStackGoesBackToWhatLiveHasNeverLeft() {
        world.live("1.0.0");
        world.answers(World.image("1.0.0"), "candidate", Finding.AGENT_FAILED);
        assertThat(stack.update(StackWorld.CALM, StackWorld.DESCRIBED)).isInstanceOf(Failure.class);
        Success back = success(stack.update(StackWorld.DESCRIBED, StackWorld.CALM));
        assertThat(back.outcome()).isEqualTo("Unchanged");
        success(stack.gate("support", hash(back)));
    }

    @Test
    void staysShutForWhatIsNotOnLive() {
        world.live("1.0.0");
        Success elsewhere =
                success(stack.create(StackWorld.declared(StackWorld.BRISK).put("RuntimeName", "agents_two")));
        assertThat(stack.gate("support", hash(elsewhere))).isInstanceOf(Failure.class);
    }

    private static String hash(Success answer) {
        return Objects.requireNonNull(answer.data().get("ConfigurationHash"));
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }
}
