package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runtimes of one account and Region; every method throws AwsFailure for what AWS refused or did not answer. */
public interface AgentRuntimes {
    /** The runtime of that name. */
    Optional<RuntimeId> find(RuntimeName name);

    /** The newest version's document, which may be anybody's. */
    RuntimeDocument latest(RuntimeId id);

    /** One version's document; empty if the version or the runtime is gone. */
    Optional<RuntimeDocument> version(RuntimeId id, Version version);

    /** Every version that the runtime still has, oldest first. */
    List<Version> versions(RuntimeId id);

    /** Removes one version, never the runtime; one that is not there is no failure. */
    void deleteVersion(RuntimeId id, Version version, String clientToken);

    /** Every endpoint of the runtime, DEFAULT included. */
    List<Endpoint> endpoints(RuntimeId id);

    /** The tags of a runtime or an endpoint. */
    Map<String, String> tags(String arn);

    /** Replaces the whole configuration and returns the version that this makes; it is not READY yet. */
    Version update(RuntimeId id, ObjectNode body);

    /** The endpoint, if there is one. */
    Optional<Endpoint> endpoint(RuntimeId id, EndpointName name);

    /** Makes an endpoint that points to the version; CONFLICT if there is one of that name. */
    void createEndpoint(RuntimeId id, EndpointName name, Version version, String clientToken, Map<String, String> tags);

    /** Points the endpoint to the version; it serves it some time after. */
    void moveEndpoint(RuntimeId id, EndpointName name, Version version, String clientToken);

    /** Removes the endpoint; one that is not there is no failure. */
    void deleteEndpoint(RuntimeId id, EndpointName name, String clientToken);
}
