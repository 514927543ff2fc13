package slipway.local;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.ecr.Ecr;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/**
 * AgentCore without the rest, for the tests of programs that call it: its control and data API, the registry from which
 * it takes images, the metrics that it emits, and who calls.
 */
public final class LocalAgentCore implements AutoCloseable {
    private final Ground ground;
    private final Hosting hosting;

    /**
     * Answers at once.
     *
     * @param port 0 for any free one
     * @param scale how many times faster than the wall its time runs
     */
    public LocalAgentCore(Place place, int port, int scale) throws IOException {
        ground = new Ground(place, port, new ScaledClock(scale));
        Watching watching = new Watching(ground);
        hosting = new Hosting(ground, watching);
        Stream.of(ground.services(), watching.services(), hosting.services())
                .flatMap(List::stream)
                .forEach(ground.edge::register);
    }

    /** Where any AWS client reaches it: {@code AWS_ENDPOINT_URL}. */
    public URI uri() {
        return ground.edge.uri();
    }

    public Ecr ecr() {
        return hosting.ecr;
    }

    /** How it behaves where its documentation leaves a choice, and what is to go wrong with it. */
    public AgentCoreBehaviour behaviour() {
        return hosting.agentCore.behaviour();
    }

    @Override
    public void close() {
        ground.close();
        hosting.close();
    }
}
