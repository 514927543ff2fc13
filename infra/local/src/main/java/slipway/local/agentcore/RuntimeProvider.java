package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.HalfMade;
import slipway.local.assembly.ResourceProvider;

/** Makes {@code AWS::BedrockAgentCore::Runtime} and waits, as CloudFormation does, until it is READY. */
public final class RuntimeProvider implements ResourceProvider {
    private static final String NAME = "agentRuntimeName";
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Set<String> PROPERTIES = Set.of(
            "AgentRuntimeName",
            "AgentRuntimeArtifact",
            "RoleArn",
            "NetworkConfiguration",
            "Description",
            "AuthorizerConfiguration",
            "RequestHeaderConfiguration",
            "ProtocolConfiguration",
            "LifecycleConfiguration",
            "EnvironmentVariables",
            "FilesystemConfigurations",
            "PlatformVersion",
            "CapacityProviderConfiguration",
            "Tags");

    private final AgentCore core;

    public RuntimeProvider(AgentCore core) {
        this.core = core;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::BedrockAgentCore::Runtime");
    }

    @Override
    public Made make(Wanted wanted) {
        ObjectNode document = document(wanted);
        // Rollouts have moved on what was kept: the template is not applied to it again.
        String id = core.runtimes()
                .kept(Rules.text(document, NAME))
                .orElseGet(() -> core.runtimes()
                        .create(document, Outcomes.CLOUDFORMATION)
                        .path("agentRuntimeId")
                        .asText());
        return ready(id);
    }

    private static ObjectNode document(Wanted wanted) {
        ObjectNode document = CfnDocument.of(wanted, PROPERTIES);
        if (!wanted.systemTags().isEmpty()) {
            wanted.systemTags().forEach(document.withObjectProperty("tags")::put);
        }
        return document;
    }

    private Made ready(String id) {
        settled(id);
        ObjectNode runtime = core.runtimes().get(id, null);
        if (!runtime.path("status").asText().equals(Status.READY.name())) {
            throw new HalfMade(
                    "The agent runtime %s is %s: %s"
                            .formatted(
                                    id,
                                    runtime.path("status").asText(),
                                    runtime.path("failureReason").asText("no reason")),
                    new Made(id, Map.of()));
        }
        return new Made(id, attributes(runtime));
    }

    private void settled(String id) {
        Store store = core.store();
        store.await(() -> !store.runtime(id).status().settling(), store.real(LONGEST));
    }

    /** A new version of all that the template says: what it does not say is reset, as by any update. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("AgentRuntimeName", before)) {
            return make(wanted);
        }
        String id = made.physicalId();
        settled(id);
        tag(id, document(wanted), document(before));
        if (!withoutTags(wanted).equals(withoutTags(before))) {
            ObjectNode document = document(wanted);
            // CloudFormation has no property for it, and a runtime without it cannot be invoked.
            document.set("metadataConfiguration", core.runtimes().get(id, null).path("metadataConfiguration"));
            core.runtimes().update(id, document, Outcomes.CLOUDFORMATION);
        }
        return ready(id);
    }

    private static ObjectNode withoutTags(Wanted wanted) {
        return wanted.properties().deepCopy().without(List.of("Tags"));
    }

    private void tag(String id, ObjectNode wanted, ObjectNode before) {
        String arn = core.store().runtimeArn(id);
        Map<String, String> tags = Json.strings(wanted.path("tags"));
        Set<String> gone = new HashSet<>(Json.strings(before.path("tags")).keySet());
        gone.removeAll(tags.keySet());
        core.tags().remove(arn, gone);
        core.tags().add(arn, tags);
    }

    @Override
    public void delete(Wanted was, Made made) {
        String id = made.physicalId();
        Store store = core.store();
        if (store.locked(() -> store.runtimes().containsKey(id))) {
            settled(id);
            core.runtimes().delete(id, null);
        }
        store.await(() -> !store.runtimes().containsKey(id), store.real(LONGEST));
    }

    private static Map<String, String> attributes(ObjectNode runtime) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : new String[] {
            "AgentRuntimeArn", "AgentRuntimeId", "AgentRuntimeVersion", "Status", "CreatedAt", "LastUpdatedAt"
        }) {
            attributes.put(
                    name,
                    runtime.path(Character.toLowerCase(name.charAt(0)) + name.substring(1))
                            .asText());
        }
        attributes.put(
                "WorkloadIdentityDetails.WorkloadIdentityArn",
                runtime.at("/workloadIdentityDetails/workloadIdentityArn").asText());
        return attributes;
    }
}
