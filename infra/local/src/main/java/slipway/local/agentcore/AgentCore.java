package slipway.local.agentcore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import slipway.local.agentcore.process.ProcessHost;
import slipway.local.edge.Faults;
import slipway.local.edge.Place;
import slipway.local.state.Kept;
import slipway.local.time.ScaledClock;

/** The whole of AgentCore on this machine, its agents included. */
public final class AgentCore implements AutoCloseable {
    private final Store store;
    private final Kept kept;
    private final Runtimes runtimes;
    private final Endpoints endpoints;
    private final AgentCoreBehaviour behaviour;
    private final Agents agents;
    private final ControlPlane control;
    private final DataPlane data;
    private final Tags tags;
    private final List<Consumer<Use>> onlookers = new CopyOnWriteArrayList<>();

    /**
     * @param logs takes a log group's name and a line that an agent wrote
     * @param sessions what agents call AWS with
     */
    public AgentCore(
            Place place,
            ScaledClock clock,
            Images images,
            InvocationMetrics metrics,
            BiConsumer<String, String> logs,
            AgentSessions sessions,
            AgentCoreBehaviour behaviour,
            Faults faults) {
        this.store = new Store(place, clock);
        this.behaviour = behaviour;
        Outcomes outcomes = new Outcomes(faults);
        Artifacts artifacts = new Artifacts(place, images, behaviour);
        this.kept = new KeptRuntimes(store, artifacts);
        Versions versions = new Versions(store, behaviour);
        this.agents = new Agents(
                new SessionProcesses(place, clock, new ProcessHost(), sessions, logs, SessionProcesses.MOST));
        this.runtimes = new Runtimes(store, artifacts, versions, agents, behaviour, outcomes);
        this.endpoints = new Endpoints(store, versions, behaviour, outcomes);
        this.tags = new Tags(store);
        Access access = new Access(store, tags);
        Rates rates = new Rates(behaviour);
        this.control =
                new ControlPlane(runtimes, endpoints, tags, access, rates, new ClientTokens(behaviour), this::tell);
        this.data = new DataPlane(
                store,
                access,
                new Sessions(clock, rates, artifacts),
                agents,
                new Emitter(metrics),
                rates,
                behaviour,
                this::tell);
    }

    private void tell(Use use) {
        onlookers.forEach(onlooker -> onlooker.accept(use));
    }

    /** Tells what is done to runtimes from now on, in the thread of who does it. */
    public void onUse(Consumer<Use> onlooker) {
        onlookers.add(onlooker);
    }

    /** The runtimes, for who keeps them. */
    public Kept kept() {
        return kept;
    }

    /** Times, quotas and what AWS leaves open; may be changed while it runs. */
    public AgentCoreBehaviour behaviour() {
        return behaviour;
    }

    /** What every endpoint serves, by runtime and in the order in which they were made, for who only looks: no rate is used up. */
    public List<Serving> serving() {
        return store.locked(() -> store.runtimes().values().stream()
                .flatMap(
                        runtime -> runtime.endpoints().values().stream().map(endpoint -> Serving.of(runtime, endpoint)))
                .toList());
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

    Tags tags() {
        return tags;
    }

    ControlPlane control() {
        return control;
    }

    DataPlane data() {
        return data;
    }
}
