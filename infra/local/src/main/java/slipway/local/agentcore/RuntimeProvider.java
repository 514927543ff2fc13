package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;

/** Makes {@code AWS::BedrockAgentCore::Runtime} and waits, as CloudFormation does, until it is READY. */
public final class RuntimeProvider implements ResourceProvider {
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
        ObjectNode document = CfnDocument.of(wanted, PROPERTIES);
        // Rollouts have moved on what was kept: the template is not applied to it again.
        String id = core.runtimes()
                .kept(Rules.text(document, "agentRuntimeName"))
                .orElseGet(() -> core.runtimes()
                        .create(document, Outcomes.CLOUDFORMATION)
                        .path("agentRuntimeId")
                        .asText());
        Store store = core.store();
        store.await(() -> !store.runtime(id).status().settling(), store.real(LONGEST));
        ObjectNode runtime = core.runtimes().get(id, null);
        if (!runtime.path("status").asText().equals(Status.READY.name())) {
            throw new IllegalStateException("The agent runtime %s is %s: %s"
                    .formatted(
                            id,
                            runtime.path("status").asText(),
                            runtime.path("failureReason").asText("no reason")));
        }
        return new Made(id, attributes(runtime));
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
