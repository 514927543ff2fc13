package slipway.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeTags;
import slipway.agentruntime.Version;
import slipway.ledger.RolloutId;
import slipway.ledger.RuntimeState;

/** What AgentCore, and the ledger, say of a target's runtime. */
sealed interface RuntimeSight {

    /** There is none of the declared name. */
    record Gone(RuntimeName name) implements RuntimeSight {}

    /**
     * It is there.
     *
     * @param latest its latest version
     * @param endpoints all of them, DEFAULT included
     * @param live the document of the version that live serves; empty where live serves none, or that one is gone
     * @param tags the runtime's
     * @param shared what targets share of it
     * @param ownerless who holds its lock and has ended
     * @param tried the version that the target's last rollout tried
     * @param onDefault how often DEFAULT was invoked of late, looked at only where it serves what nobody proved
     * @param left another runtime that this target was live on and that is still this control plane's
     */
    record There(
            RuntimeDocument latest,
            List<Endpoint> endpoints,
            Optional<RuntimeDocument> live,
            Map<String, String> tags,
            RuntimeState shared,
            Optional<RolloutId> ownerless,
            Optional<Version> tried,
            long onDefault,
            Optional<RuntimeName> left)
            implements RuntimeSight {

        Optional<Endpoint> endpoint(EndpointName name) {
            return endpoints.stream().filter(e -> e.name().equals(name)).findFirst();
        }

        Optional<String> controlPlane() {
            return Optional.ofNullable(tags.get(RuntimeTags.CONTROL_PLANE));
        }
    }
}
