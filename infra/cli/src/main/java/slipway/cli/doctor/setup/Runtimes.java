package slipway.cli.doctor.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.Version;
import slipway.target.Declaration.Deployment;

/** The runtimes that targets name. */
public final class Runtimes {
    private final AgentRuntimes agentCore;
    private final Patience patience;
    private final Declarations declarations;
    private final Once<Map<RuntimeName, Optional<AgentRuntime>>> runtimes = new Once<>(this::read);

    Runtimes(AgentRuntimes agentCore, Patience patience, Declarations declarations) {
        this.agentCore = agentCore;
        this.patience = patience;
        this.declarations = declarations;
    }

    /** A runtime that is there, its newest version, and all its endpoints. */
    public record AgentRuntime(RuntimeId id, RuntimeDocument latest, List<Endpoint> endpoints) {

        public RuntimeName name() {
            return latest.name();
        }

        public Optional<Endpoint> endpoint(EndpointName name) {
            return endpoints.stream()
                    .filter(endpoint -> endpoint.name().equals(name))
                    .findFirst();
        }
    }

    /** The runtime of a target, if there is one of that name. */
    public Optional<AgentRuntime> of(Deployment deployment) {
        return runtimes.get().getOrDefault(deployment.runtime(), Optional.empty());
    }

    /** Each one once, by however many targets it is named. */
    public List<AgentRuntime> all() {
        return runtimes.get().values().stream().flatMap(Optional::stream).toList();
    }

    private Map<RuntimeName, Optional<AgentRuntime>> read() {
        return declarations.live().stream()
                .map(live -> live.deployment().runtime())
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::read));
    }

    private Optional<AgentRuntime> read(RuntimeName name) {
        return patience.ask(() -> agentCore.find(name))
                .map(id -> new AgentRuntime(
                        id, patience.ask(() -> agentCore.latest(id)), patience.ask(() -> agentCore.endpoints(id))));
    }

    /** One version of a runtime, if it is still there. */
    public Optional<RuntimeDocument> version(AgentRuntime runtime, Version version) {
        return patience.ask(() -> agentCore.version(runtime.id(), version));
    }

    /** Why an endpoint is as it is, if AgentCore says; a list of endpoints does not. */
    public Optional<String> failureReason(AgentRuntime runtime, EndpointName endpoint) {
        return patience.ask(() -> agentCore.endpoint(runtime.id(), endpoint)).flatMap(Endpoint::failureReason);
    }

    /** Every version that a runtime still has. */
    public List<Version> versions(AgentRuntime runtime) {
        return patience.ask(() -> agentCore.versions(runtime.id()));
    }

    /** The tags of a runtime or an endpoint. */
    public Map<String, String> tags(String arn) {
        return patience.ask(() -> agentCore.tags(arn));
    }
}
