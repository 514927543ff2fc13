package slipway.local.agentcore;

import java.util.function.BiConsumer;
import slipway.local.agentcore.process.ProcessHost;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/** The whole of AgentCore on this machine, its agents included. */
public final class AgentCore implements AutoCloseable {
    private final Store store;
    private final Runtimes runtimes;
    private final Endpoints endpoints;
    private final AgentCoreBehaviour behaviour;
    private final Agents agents;
    private final ControlPlane control;
    private final DataPlane data;

    /** @param logs takes a log group's name and a line that an agent wrote */
    public AgentCore(
            Place place,
            ScaledClock clock,
            Images images,
            InvocationMetrics metrics,
            BiConsumer<String, String> logs,
            AgentCoreBehaviour behaviour) {
        this.store = new Store(place, clock);
        this.behaviour = behaviour;
        this.agents = new Agents(new SessionProcesses(clock, new ProcessHost(), logs, SessionProcesses.MOST));
        this.runtimes = new Runtimes(store, new Artifacts(place, images), agents, behaviour);
        this.endpoints = new Endpoints(store, behaviour);
        Tags tags = new Tags(store);
        Access access = new Access(store, tags);
        Rates rates = new Rates(behaviour);
        this.control = new ControlPlane(runtimes, endpoints, tags, access, rates);
        this.data = new DataPlane(
                store, access, new Sessions(clock, rates), agents, new Emitter(metrics), rates, behaviour);
    }

    /** Times, quotas and faults; may be changed while it runs. */
    public AgentCoreBehaviour behaviour() {
        return behaviour;
    }

    /** Stops the agents. */
    @Override
    public void close() {
        agents.close();
    }

    Store store() {
        return store;
    }

    Runtimes runtimes() {
        return runtimes;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    ControlPlane control() {
        return control;
    }

    DataPlane data() {
        return data;
    }
}
