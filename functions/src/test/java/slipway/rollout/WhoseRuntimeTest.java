package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.RuntimeTags;
import slipway.target.TargetName;

/** A target that names a runtime which is not its own. */
class WhoseRuntimeTest {
    private final World world = new World();
    private int before;

    @BeforeEach
    void anImageIsThere() {
        world.images.push(World.image("1.0.0"), world.now);
    }

    private RuntimeId made(String name, Map<String, String> tags) {
        RuntimeId id = world.runtimes.create(new RuntimeName(name), RuntimeSamples.configuration(), tags);
        world.runtimes.settle();
        before = world.runtimes.calls().size();
        return id;
    }

    private void assertLeftAlone(String tag) {
        assertThat(world.outcomes()).containsExactly("intruder-1 Stuck NOT_OPTED_IN");
        assertThat(world.rollout(new TargetName("intruder"), 1)
                        .ending()
                        .orElseThrow()
                        .explanation())
                .contains(tag);
        assertThat(world.calls(before)).isEmpty();
    }

    @Test
    void aRuntimeWithoutTheOptInIsLeftAlone() {
        made("billing", Map.of());
        world.declareRuntime("intruder", "billing");
        world.run();
        assertLeftAlone("slipway:control-plane = slipway/local is missing");
    }

    @Test
    void aRuntimeOfAnotherControlPlaneIsLeftAlone() {
        made("billing", Map.of(Place.TAG, "slipway/prod"));
        world.declareRuntime("intruder", "billing");
        world.run();
        assertLeftAlone("slipway:control-plane = slipway/local is missing");
    }

    @Test
    void aLiveEndpointThatSomebodyElseMadeIsLeftAlone() {
        RuntimeId id = made("billing", Map.of(Place.TAG, "slipway/local"));
        world.runtimes.createEndpoint(
                id, new EndpointName("live"), world.runtimes.latest(id).version(), RuntimeSamples.TOKEN, Map.of());
        world.runtimes.settle();
        before = world.runtimes.calls().size();
        world.declareRuntime("intruder", "billing");
        world.run();
        assertLeftAlone("runtime-endpoint/live");
    }

    @Test
    void aRuntimeThatNamesItsTargetsIsLeftAloneByOthers() {
        made("billing", Map.of(Place.TAG, "slipway/local", RuntimeTags.TARGETS, "billing intruder-2"));
        world.declareRuntime("intruder", "billing");
        world.run();
        assertLeftAlone("slipway:targets with intruder in it is missing");
    }

    @Test
    void aTargetThatItsRuntimeNamesIsLetIn() {
        made("billing", Map.of(Place.TAG, "slipway/local", RuntimeTags.TARGETS, "billing support"));
        world.declareRuntime("billing", "billing");
        world.run();
        assertThat(world.outcomes()).containsExactly("billing-1 Promoted PROVEN");
    }

    @Test
    void aRuntimeOfThatNameThatIsNotThereIsNotMade() {
        world.declareRuntime("intruder", "somebody_elses");
        world.run();
        assertThat(world.outcomes()).containsExactly("intruder-1 Stuck RUNTIME_MISSING");
        assertThat(Set.copyOf(world.runtimes.runtimes())).isEqualTo(Set.copyOf(List.of(world.runtime)));
    }
}
