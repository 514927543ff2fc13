package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;

class InMemoryAgentRuntimesTest extends AgentRuntimesContract {
    private final InMemoryAgentRuntimes fake = new InMemoryAgentRuntimes();

    @Override
    protected AgentRuntimes runtimes() {
        return fake;
    }

    @Override
    protected RuntimeLifecycle lifecycle() {
        return fake;
    }

    @Override
    protected RuntimeId given(RuntimeName name, ObjectNode configuration, Map<String, String> tags) {
        return fake.create(name, configuration, tags);
    }

    @Override
    protected void settle(RuntimeId runtime) {
        fake.settle();
    }

    @Override
    protected void takeTime() {
        fake.readyAfterReads(3);
    }

    @Test
    void anAnswerThatIsLostLeavesItsEffect() {
        var id = given(new RuntimeName("lost"), RuntimeSamples.configuration(), Map.of());
        fake.loseNextAnswer("UpdateAgentRuntime");
        var body = fake.latest(id).updateBody(RuntimeSamples.TOKEN);
        assertThatThrownBy(() -> fake.update(id, body))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(fake.latest(id).version()).isEqualTo(new Version(2));
    }

    @Test
    void aVersionAndAMoveCanFail() {
        var id = given(new RuntimeName("failing"), RuntimeSamples.configuration(), Map.of());
        fake.failNextVersion("no such image");
        fake.update(id, fake.latest(id).updateBody(RuntimeSamples.TOKEN));
        assertThat(fake.latest(id).status()).isEqualTo(RuntimeStatus.UPDATE_FAILED);
        assertThat(fake.latest(id).failureReason()).contains("no such image");
        fake.failNextMove("no snapshot");
        fake.createEndpoint(id, new EndpointName("live"), new Version(1), RuntimeSamples.TOKEN, Map.of());
        assertThat(fake.endpoint(id, new EndpointName("live")).orElseThrow().failureReason())
                .contains("no snapshot");
    }
}
