package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.HalfMade;
import slipway.local.assembly.ResourceProvider;

/** Makes {@code AWS::BedrockAgentCore::RuntimeEndpoint} and waits until it serves. */
public final class RuntimeEndpointProvider implements ResourceProvider {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Set<String> PROPERTIES =
            Set.of("AgentRuntimeId", "AgentRuntimeVersion", "Name", "Description", "Tags");

    private final AgentCore core;

    public RuntimeEndpointProvider(AgentCore core) {
        this.core = core;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::BedrockAgentCore::RuntimeEndpoint");
    }

    @Override
    public Made make(Wanted wanted) {
        ObjectNode document = CfnDocument.of(wanted, PROPERTIES);
        String id = Rules.id(Rules.text(document, "agentRuntimeId"));
        String name = Rules.text(document, "name");
        if (!core.endpoints().kept(id, name)) {
            core.endpoints().create(id, document, Outcomes.CLOUDFORMATION);
        }
        return settled(id, name);
    }

    private Made settled(String id, String name) {
        Store store = core.store();
        store.await(() -> !store.runtime(id).endpoint(name).status().settling(), store.real(LONGEST));
        ObjectNode endpoint = core.endpoints().get(id, name);
        Made made = new Made(endpoint.path("agentRuntimeEndpointArn").asText(), attributes(endpoint));
        if (!endpoint.path("status").asText().equals(Status.READY.name())) {
            throw new HalfMade(
                    "The endpoint %s of %s is %s: %s"
                            .formatted(
                                    name,
                                    id,
                                    endpoint.path("status").asText(),
                                    endpoint.path("failureReason").asText("no reason")),
                    made);
        }
        return made;
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("AgentRuntimeId", before) || wanted.differsIn("Name", before)) {
            return make(wanted);
        }
        ObjectNode document = CfnDocument.of(wanted, PROPERTIES);
        String id = Rules.id(Rules.text(document, "agentRuntimeId"));
        String name = Rules.text(document, "name");
        core.endpoints().update(id, name, document, Outcomes.CLOUDFORMATION);
        return settled(id, name);
    }

    @Override
    public void delete(Wanted was, Made made) {
        ObjectNode document = CfnDocument.of(was, PROPERTIES);
        String id = Rules.id(Rules.text(document, "agentRuntimeId"));
        String name = Rules.text(document, "name");
        if (isThere(id, name)) {
            core.endpoints().delete(id, name);
        }
        core.store().await(() -> !isThere(id, name), core.store().real(LONGEST));
    }

    private boolean isThere(String id, String name) {
        Store store = core.store();
        return store.locked(() -> store.runtimes().containsKey(id)
                && store.runtime(id).endpoints().containsKey(name));
    }

    private static Map<String, String> attributes(ObjectNode endpoint) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : new String[] {
            "AgentRuntimeArn",
            "AgentRuntimeEndpointArn",
            "Id",
            "LiveVersion",
            "TargetVersion",
            "Status",
            "CreatedAt",
            "LastUpdatedAt"
        }) {
            attributes.put(
                    name,
                    endpoint.path(Character.toLowerCase(name.charAt(0)) + name.substring(1))
                            .asText());
        }
        return attributes;
    }
}
