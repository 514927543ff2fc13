package slipway.agentruntime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The one list of what GetAgentRuntime returns and an update does not send back, each with its reason. */
final class OmittedMembers {
    static final String PRIVATE_ENDPOINT_OVERRIDES = "privateEndpointOverrides";

    /** AgentCore decides these; UpdateAgentRuntime has no such members. The id goes into the request's path. */
    private static final List<String> GET_ONLY = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails");

    /** Returned by Get, but refused for runtimes made after May 2026; left out, an older runtime keeps what it has. */
    private static final String SERVICE_S3_ENDPOINT = "requireServiceS3Endpoint";

    /** Sent where declared but never returned, so a document that was read back cannot be compared by them. */
    private static final List<String> NEVER_RETURNED = List.of("privateEndpoint", PRIVATE_ENDPOINT_OVERRIDES);

    private OmittedMembers() {}

    static ObjectNode withoutGetOnly(ObjectNode document) {
        var body = document.deepCopy();
        body.remove(GET_ONLY);
        if (body.path("networkConfiguration").path("networkModeConfig") instanceof ObjectNode network
                && !isFalse(network.path(SERVICE_S3_ENDPOINT))) {
            network.remove(SERVICE_S3_ENDPOINT);
        }
        return body;
    }

    static ObjectNode comparable(ObjectNode document) {
        var configuration = withoutGetOnly(document);
        // What a document that is about to be sent and one that was read back must not differ by.
        configuration.remove("clientToken");
        if (configuration.path("authorizerConfiguration").path("customJWTAuthorizer") instanceof ObjectNode jwt) {
            jwt.remove(NEVER_RETURNED);
        }
        return configuration;
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }
}
