package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A runtime's document: what of a request is kept, what AgentCore adds, what Get shows. */
final class Documents {
    /** Members that describe the runtime and are no part of what a caller configures. */
    private static final List<String> NOT_CONFIGURED = List.of(
            "agentRuntimeArn",
            "agentRuntimeId",
            "agentRuntimeName",
            "agentRuntimeVersion",
            "createdAt",
            "failureReason",
            "lastUpdatedAt",
            "status",
            "workloadIdentityDetails",
            "tags",
            "clientToken");

    private Documents() {}

    static ObjectNode created(ObjectNode body) {
        ObjectNode document = configured(body);
        // Runtimes made since February 2026 have it from the start; Create has no such member.
        document.set("metadataConfiguration", Json.object().put("requireMMDSV2", true));
        Rules.environmentBytes(document);
        return document;
    }

    /** The whole new document: what the update leaves out is gone, but for what AgentCore keeps. */
    static ObjectNode updated(ObjectNode body, ObjectNode latest, AgentCoreBehaviour behaviour) {
        if (body.at("/metadataConfiguration/requireMMDSV2").isBoolean()
                && !body.at("/metadataConfiguration/requireMMDSV2").booleanValue()) {
            throw Faults.invalid(
                    "metadataConfiguration.requireMMDSV2",
                    "requireMMDSV2 cannot be set to false for this agent runtime");
        }
        ObjectNode document = configured(body);
        keep("platformVersion", latest, document);
        if (!behaviour.isWorse(OpenQuestion.OMITTED_AUTHORIZER)) {
            keep("authorizerConfiguration", latest, document);
        }
        Rules.environmentBytes(document);
        return document;
    }

    private static void keep(String field, ObjectNode latest, ObjectNode document) {
        JsonNode before = latest.get(field);
        if (before != null && !document.hasNonNull(field)) {
            document.set(field, before);
        }
    }

    private static ObjectNode configured(ObjectNode body) {
        Rules.document(body);
        ObjectNode document = body.deepCopy();
        document.remove(NOT_CONFIGURED);
        if (!document.hasNonNull("networkConfiguration")) {
            document.set("networkConfiguration", Json.object().put("networkMode", "PUBLIC"));
        }
        if (!(document.get("lifecycleConfiguration") instanceof ObjectNode)) {
            document.set("lifecycleConfiguration", Json.object());
        }
        ObjectNode lifecycle = document.withObjectProperty("lifecycleConfiguration");
        lifecycle.put(
                "idleRuntimeSessionTimeout",
                lifecycle.path("idleRuntimeSessionTimeout").asInt(900));
        lifecycle.put("maxLifetime", lifecycle.path("maxLifetime").asInt(28_800));
        return document;
    }

    /** GetAgentRuntime's answer. */
    static ObjectNode shown(RuntimeState runtime, VersionState version, Store store) {
        ObjectNode shown = version.document();
        if (shown.at("/authorizerConfiguration/customJWTAuthorizer") instanceof ObjectNode authorizer) {
            // AgentCore takes them and never shows them again.
            authorizer.remove(List.of("privateEndpoint", "privateEndpoints", "privateEndpointOverrides"));
        }
        JsonNode network = shown.path("networkConfiguration");
        if (network.path("networkMode").asText().equals("VPC")
                && network.get("networkModeConfig") instanceof ObjectNode vpc) {
            vpc.put("requireServiceS3Endpoint", true);
        }
        identity(shown, runtime, version);
        shown.set("workloadIdentityDetails", workloadIdentity(runtime, store));
        shown.put("createdAt", runtime.createdAt().toString());
        shown.put("lastUpdatedAt", version.updatedAt().toString());
        shown.put("status", version(runtime, version).name());
        if (version.failureReason() != null) {
            shown.put("failureReason", version.failureReason());
        }
        return shown;
    }

    /** An item of ListAgentRuntimes and ListAgentRuntimeVersions. */
    static ObjectNode listed(RuntimeState runtime, VersionState version) {
        ObjectNode item = Json.object();
        identity(item, runtime, version);
        // The model wants one of at least one character, also where nobody described the runtime.
        item.put("description", version.document().path("description").asText(runtime.name()));
        item.put("lastUpdatedAt", version.updatedAt().toString());
        return item.put("status", version(runtime, version).name());
    }

    /** An item of ListAgentRuntimeVersionsByCapacityProvider. */
    static ObjectNode onProvider(RuntimeState runtime, VersionState version) {
        return Json.object()
                .put("agentRuntimeArn", runtime.arn())
                .put("agentRuntimeVersion", String.valueOf(version.number()))
                .put("status", version(runtime, version).name());
    }

    /** The answer to Create and Update. */
    static ObjectNode accepted(RuntimeState runtime, VersionState version, Store store) {
        ObjectNode answer = Json.object();
        answer.put("agentRuntimeArn", runtime.arn());
        answer.put("agentRuntimeId", runtime.id());
        answer.put("agentRuntimeVersion", String.valueOf(version.number()));
        answer.put("createdAt", runtime.createdAt().toString());
        answer.set("workloadIdentityDetails", workloadIdentity(runtime, store));
        return answer.put("status", version.status().name());
    }

    private static Status version(RuntimeState runtime, VersionState version) {
        return runtime.status() == Status.DELETING ? Status.DELETING : version.status();
    }

    private static void identity(ObjectNode into, RuntimeState runtime, VersionState version) {
        into.put("agentRuntimeArn", runtime.arn());
        into.put("agentRuntimeId", runtime.id());
        into.put("agentRuntimeName", runtime.name());
        into.put("agentRuntimeVersion", String.valueOf(version.number()));
    }

    private static ObjectNode workloadIdentity(RuntimeState runtime, Store store) {
        String arn = store.place()
                .arn("bedrock-agentcore", "workload-identity-directory/default/workload-identity/" + runtime.id());
        return Json.object().put("workloadIdentityArn", arn);
    }
}
