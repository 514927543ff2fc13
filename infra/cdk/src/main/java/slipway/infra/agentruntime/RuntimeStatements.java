package slipway.infra.agentruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.policy.Deny;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What the functions may do to runtimes and their endpoints: the same for every target, so it stands once in each role.
 *
 * <p>Ids are AgentCore's, and targets are declared later by other stacks, so no ARN can be named. What narrows a statement is the opt-in: a runtime or an endpoint without the control plane's tag cannot be changed or invoked, and DEFAULT, which serves unproven versions, not even with it.
 */
public final class RuntimeStatements {
    private final Names names;
    private final String runtimes;
    private final String endpoints;

    public RuntimeStatements(Names names) {
        this.names = names;
        this.runtimes = names.arn("bedrock-agentcore", "runtime/*");
        this.endpoints = runtimes + "/runtime-endpoint/*";
    }

    /** For the role that moves images live. */
    public List<PolicyStatement> rollout() {
        return List.of(find(), read(), change(), prune(), makeEndpoint(), defaultStays(), passRoles());
    }

    /** For the role that looks at what stacks have changed. */
    public List<PolicyStatement> stackUpdated() {
        return List.of(
                find(),
                Allow.on(
                        List.of(runtimes, endpoints),
                        "bedrock-agentcore:GetAgentRuntime",
                        "bedrock-agentcore:GetAgentRuntimeEndpoint",
                        "bedrock-agentcore:ListTagsForResource"));
    }

    /** For the role that asks candidates. */
    public List<PolicyStatement> smokeTest() {
        return List.of(look(), ask(), defaultIsNotAsked());
    }

    /** For the role that answers CloudFormation. Which role a runtime may be given its owner's construct adds. */
    public List<PolicyStatement> resource() {
        var statements = new ArrayList<PolicyStatement>(List.of(find(), readRuntimes()));
        statements.addAll(new ResourceStatements(names, runtimes, endpoints).all());
        statements.add(Deny.on(defaults(), "bedrock-agentcore:DeleteAgentRuntimeEndpoint"));
        statements.add(passRoles());
        return statements;
    }

    /** For the role that takes people's orders: which versions there are. */
    public List<PolicyStatement> operator() {
        return List.of(find(), Allow.on(List.of(runtimes), "bedrock-agentcore:GetAgentRuntime"));
    }

    /** For the role that compares what is with what should be. */
    public List<PolicyStatement> driftCheck() {
        return List.of(find(), readRuntimes());
    }

    /** For the role that tells how things stand. */
    public List<PolicyStatement> status() {
        return List.of(
                find(),
                Allow.on(
                        List.of(runtimes, endpoints),
                        "bedrock-agentcore:GetAgentRuntime",
                        "bedrock-agentcore:GetAgentRuntimeEndpoint"));
    }

    /** Tells cdk-nag why the wildcards of {@code policy} stand. */
    public void acknowledge(Construct policy) {
        Acknowledge.wildcards(
                policy,
                "Targets of other stacks bring runtimes whose ids AgentCore gives; what changes or invokes one asks for its opt-in tag.",
                List.of(runtimes, endpoints));
    }

    /** Tells cdk-nag why the wildcards of {@link #resource()} stand in {@code policy}. */
    public void acknowledgeResource(Construct policy) {
        acknowledge(policy);
        acknowledgeFinding(policy);
        Acknowledge.wildcards(
                policy,
                "AgentCore names a runtime's identity after the runtime's id, which it gives.",
                new ResourceStatements(names, runtimes, endpoints).wildcards());
    }

    /** Tells cdk-nag why {@code policy} may list everything. */
    public void acknowledgeFinding(Construct policy) {
        Acknowledge.wildcards(
                policy,
                "ListAgentRuntimes finds the id behind a declared name; AWS has no narrower resource for it.",
                List.of("*"));
    }

    /** A runtime is declared by name and found by this list, which AWS offers no narrower resource for. */
    private static PolicyStatement find() {
        return Allow.on(List.of("*"), "bedrock-agentcore:ListAgentRuntimes");
    }

    /** Every runtime, opted in or not: one that lacks the tag must be seen to be told about. */
    private PolicyStatement read() {
        return Allow.on(
                List.of(runtimes, endpoints),
                "bedrock-agentcore:GetAgentRuntime",
                "bedrock-agentcore:GetAgentRuntimeEndpoint",
                "bedrock-agentcore:ListAgentRuntimeEndpoints",
                "bedrock-agentcore:ListAgentRuntimeVersions",
                "bedrock-agentcore:ListTagsForResource");
    }

    /** Every runtime: whose it is stands in its tags. */
    private PolicyStatement readRuntimes() {
        return Allow.on(
                List.of(runtimes),
                "bedrock-agentcore:GetAgentRuntime",
                "bedrock-agentcore:ListAgentRuntimeEndpoints",
                "bedrock-agentcore:ListTagsForResource");
    }

    /** Every runtime and endpoint that carries the tag: it says which control plane may. */
    private PolicyStatement change() {
        return Allow.where(
                optedIn(),
                List.of(runtimes, endpoints),
                "bedrock-agentcore:CreateAgentRuntimeEndpoint",
                "bedrock-agentcore:DeleteAgentRuntimeEndpoint",
                "bedrock-agentcore:UpdateAgentRuntime",
                "bedrock-agentcore:UpdateAgentRuntimeEndpoint");
    }

    /**
     * Old versions of every runtime that carries the tag.
     *
     * <p>IAM cannot tell a version from its runtime: {@code DeleteAgentRuntime} deletes the version that the request names, and the whole runtime where it names none. That every request names one is the code's to keep: its only way to this call takes a version.
     */
    private PolicyStatement prune() {
        return Allow.where(optedIn(), List.of(runtimes), "bedrock-agentcore:DeleteAgentRuntime");
    }

    /** Any endpoint: one that is yet to be has no tag, but the request for it has; its runtime is judged by {@link #change()}. */
    private PolicyStatement makeEndpoint() {
        return Allow.where(
                Allow.stringEquals("aws:RequestTag/" + Names.OPT_IN_TAG, names.optIn()),
                List.of(endpoints),
                "bedrock-agentcore:CreateAgentRuntimeEndpoint",
                "bedrock-agentcore:TagResource");
    }

    private PolicyStatement defaultStays() {
        return Deny.on(
                defaults(),
                "bedrock-agentcore:CreateAgentRuntimeEndpoint",
                "bedrock-agentcore:DeleteAgentRuntimeEndpoint",
                "bedrock-agentcore:TagResource",
                "bedrock-agentcore:UpdateAgentRuntimeEndpoint");
    }

    /** Each target adds the role that may be passed; to whom is the same for all, and is written once because the targets' space is short. */
    private static PolicyStatement passRoles() {
        return Deny.unless("iam:PassedToService", "bedrock-agentcore.amazonaws.com", "iam:PassRole");
    }

    /** Every endpoint: where it points must be seen before it can be said that it points elsewhere. */
    private PolicyStatement look() {
        return Allow.on(List.of(runtimes, endpoints), "bedrock-agentcore:GetAgentRuntimeEndpoint");
    }

    private PolicyStatement ask() {
        return Allow.where(
                optedIn(),
                List.of(runtimes, endpoints),
                "bedrock-agentcore:InvokeAgentRuntime",
                "bedrock-agentcore:StopRuntimeSession");
    }

    private PolicyStatement defaultIsNotAsked() {
        return Deny.on(defaults(), "bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:StopRuntimeSession");
    }

    private List<String> defaults() {
        return List.of(runtimes + "/runtime-endpoint/DEFAULT");
    }

    private SortedMap<String, SortedMap<String, String>> optedIn() {
        return Allow.stringEquals("aws:ResourceTag/" + Names.OPT_IN_TAG, names.optIn());
    }
}
