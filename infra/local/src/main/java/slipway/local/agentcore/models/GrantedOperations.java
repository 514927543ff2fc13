package slipway.local.agentcore.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipway.local.assembly.Assembly;

/** The operations of AgentCore that the roles of an assembly may call: a story that never sees one proves too little. */
public final class GrantedOperations {
    private static final String SERVICE = "bedrock-agentcore:";
    private static final Set<String> POLICIES = Set.of("AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy");

    /** Actions whose operation a story need not see, each with the reason. */
    private static final Map<String, String> EXEMPT = Map.of(
            "TagResource",
                    "called where a runtime is adopted, or its tags change: what is made with tags asks for it by itself",
            "UntagResource", "called where a runtime is let go, or its owner takes off a tag",
            "CreateWorkloadIdentity", "never called: CreateAgentRuntime asks for it",
            "DeleteWorkloadIdentity", "never called: DeleteAgentRuntime asks for it");

    private GrantedOperations() {}

    /** @throws IllegalArgumentException for a grant by wildcard, which names no operations */
    public static Set<String> of(Assembly assembly) {
        return of(assembly.stacks().stream()
                .map(stack -> (JsonNode) stack.template())
                .toList());
    }

    static Set<String> of(List<JsonNode> templates) {
        Set<String> operations = new TreeSet<>();
        templates.stream()
                .flatMap(template -> template.path("Resources").valueStream())
                .filter(resource -> POLICIES.contains(resource.path("Type").asText()))
                .flatMap(resource -> resource.findValues("Action").stream())
                .flatMap(GrantedOperations::texts)
                .filter(action -> action.startsWith(SERVICE))
                .map(action -> operation(action.substring(SERVICE.length())))
                .filter(operation -> !EXEMPT.containsKey(operation))
                .forEach(operations::add);
        return operations;
    }

    private static Stream<String> texts(JsonNode actions) {
        return actions.isArray() ? actions.valueStream().map(JsonNode::asText) : Stream.of(actions.asText());
    }

    private static String operation(String action) {
        if (action.contains("*")) {
            throw new IllegalArgumentException("A grant by wildcard names no operations: " + SERVICE + action);
        }
        return action;
    }
}
