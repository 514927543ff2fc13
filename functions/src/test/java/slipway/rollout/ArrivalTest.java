package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointStatus;
import slipway.ledger.VerdictRecord.Finding;
import slipway.port.Ports;

/** An endpoint says READY all the while, and only its versions tell where it is. */
class ArrivalTest {
    private final World world = new World();

    @Test
    void readyIsNotBelievedBeforeTheVersionHasArrived() {
        world.runtimes.readyAfterReads(2);
        world.declare("support", "live", "live");
        world.push("1.0.0");
        run();
        world.answers(World.image("1.1.0"), "live", Finding.AGENT_FAILED);
        world.push("1.1.0");
        run();

        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN", "support-2 RolledBack LIVE_FAILED");
        assertThat(moves())
                .containsExactly(
                        "CreateAgentRuntimeEndpoint candidate 2",
                        "CreateAgentRuntimeEndpoint live 2",
                        "UpdateAgentRuntimeEndpoint candidate 3",
                        "CreateAgentRuntimeEndpoint previous 2",
                        "UpdateAgentRuntimeEndpoint live 3",
                        "UpdateAgentRuntimeEndpoint live 2");
    }

    private void run() {
        Advance advance = world.through(new Ready());
        for (int turn = 0; !world.executions.running().isEmpty() && turn < 200; turn++) {
            world.turn(world.executions.running().getFirst(), advance);
        }
    }

    private List<String> moves() {
        return world.runtimes.calls().stream()
                .filter(call -> call.contains("Endpoint"))
                .map(call -> call.replace(" " + world.runtime, ""))
                .toList();
    }

    private static final class Ready extends Ports {
        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            Object answer = effect.happen();
            return answer instanceof Optional<?> some && some.orElse(null) instanceof Endpoint endpoint
                    ? Optional.of(ready(endpoint))
                    : answer;
        }

        private static Endpoint ready(Endpoint endpoint) {
            return new Endpoint(
                    endpoint.name(),
                    EndpointStatus.READY,
                    endpoint.liveVersion(),
                    endpoint.targetVersion(),
                    endpoint.failureReason(),
                    endpoint.arn());
        }
    }
}
