package slipway.cli.doctor.grants;

import java.util.List;

/** A role, and what all its policies say. */
record Role(String name, List<Statement> statements) {
    private static final String SERVICE = "bedrock-agentcore";
    private static final String INVOKE = SERVICE + ":InvokeAgentRuntime";

    /**
     * Whether the role was granted to invoke an endpoint. AgentCore asks about the runtime and about the endpoint, so both
     * must be allowed. Administrators, to whom everything is allowed, were granted nothing in particular.
     */
    Verdict invokes(String runtimeArn, String endpoint) {
        return may(runtimeArn).and(may("%s/runtime-endpoint/%s".formatted(runtimeArn, endpoint)));
    }

    private Verdict may(String resource) {
        var about = statements.stream()
                .filter(statement -> statement.isAbout(INVOKE, resource))
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
