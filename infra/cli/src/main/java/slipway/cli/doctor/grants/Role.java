package slipway.cli.doctor.grants;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A role, and what all its policies say. */
record Role(String name, List<Statement> statements) {
    private static final String SERVICE = "bedrock-agentcore";
    /**
     * Each of them alone reaches what an endpoint serves: with a payload, over a socket, or with a shell in the session. To act for
     * a user, InvokeAgentRuntimeForUser, is allowed besides one of them
     * (docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html).
     */
    private static final List<String> INVOKES = Stream.of(
                    "InvokeAgentRuntime",
                    "InvokeAgentRuntimeCommand",
                    "InvokeAgentRuntimeCommandShell",
                    "InvokeAgentRuntimeWithWebSocketStream")
            .map(action -> SERVICE + ":" + action)
            .toList();

    /**
     * Whether the role was granted to invoke an endpoint. AgentCore asks about the runtime and about the endpoint, so both
     * must be allowed, for one and the same action. Administrators, to whom everything is allowed, were granted nothing in particular.
     */
    Verdict invokes(String runtimeArn, String endpoint) {
        var endpointArn = "%s/runtime-endpoint/%s".formatted(runtimeArn, endpoint);
        return INVOKES.stream()
                .map(action -> may(action, runtimeArn).and(may(action, endpointArn)))
                .max(Comparator.naturalOrder())
                .orElse(Verdict.NO);
    }

    private Verdict may(String action, String resource) {
        var about = statements.stream()
                .filter(statement -> statement.isAbout(action, resource))
                .toList();
        var denies = about.stream().filter(statement -> !statement.allows()).toList();
        var allows = about.stream()
                .filter(statement -> statement.allows() && statement.names(SERVICE))
                .toList();
        if (allows.isEmpty() || denies.stream().anyMatch(statement -> !statement.isOpen())) {
            return Verdict.NO;
        }
        return denies.isEmpty() && allows.stream().anyMatch(statement -> !statement.isOpen())
                ? Verdict.YES
                : Verdict.PERHAPS;
    }
}
