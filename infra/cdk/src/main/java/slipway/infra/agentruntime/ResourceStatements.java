package slipway.infra.agentruntime;

import java.util.List;
import java.util.SortedMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import slipway.infra.policy.Deny;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What only the owner of a runtime does, in a stack's name: making it, configuring it, tagging it, deleting it.
 *
 * <p>A runtime is made with the opt-in tag or not at all, and changed only with it. It is deleted only if it says as well that a stack made it.
 */
final class ResourceStatements {
    /** Says which stack's resource made the runtime. */
    static final String MADE_BY_TAG = "slipway:made-by";

    private static final String REQUESTED = "aws:RequestTag/" + Names.OPT_IN_TAG;
    private static final String CARRIED = "aws:ResourceTag/" + Names.OPT_IN_TAG;
    private static final String NETWORK = "network.bedrock-agentcore.amazonaws.com";
    private static final String IDENTITY = "runtime-identity.bedrock-agentcore.amazonaws.com";

    private final Names names;
    private final List<String> runtimes;
    private final String endpoints;

    ResourceStatements(Names names, String runtimes, String endpoints) {
        this.names = names;
        this.runtimes = List.of(runtimes);
        this.endpoints = endpoints;
    }

    List<PolicyStatement> all() {
        return List.of(
                make(),
                configure(),
                delete(),
                clear(),
                adopt(),
                tag(),
                identities(),
                serviceLinkedRole(IDENTITY, "AWSServiceRoleForBedrockAgentCoreRuntimeIdentity"),
                serviceLinkedRole(NETWORK, "AWSServiceRoleForBedrockAgentCoreNetwork"),
                nobodyElses());
    }

    /** A runtime that is yet to be has no tags; the request for it has. */
    private PolicyStatement make() {
        return Allow.where(
                Allow.stringEquals(REQUESTED, names.optIn()), runtimes, "bedrock-agentcore:CreateAgentRuntime");
    }

    private PolicyStatement configure() {
        return Allow.where(optedIn(), runtimes, "bedrock-agentcore:UpdateAgentRuntime");
    }

    /** What was adopted carries no tag of a maker, so that no error of the code deletes it. */
    private PolicyStatement delete() {
        var made = optedIn();
        made.putAll(Allow.isPresent("aws:ResourceTag/" + MADE_BY_TAG));
        return Allow.where(made, runtimes, "bedrock-agentcore:DeleteAgentRuntime");
    }

    /** A runtime's endpoints go before it; DEFAULT goes with it. */
    private PolicyStatement clear() {
        return Allow.where(
                optedIn(), List.of(runtimes.getFirst(), endpoints), "bedrock-agentcore:DeleteAgentRuntimeEndpoint");
    }

    /**
     * The first tags of a runtime: of one that is being made, and of one that is adopted.
     *
     * <p>To be adopted a runtime is named in its owner's template, and has no opt-in tag by which IAM could tell it from others; its id is AgentCore's, so its ARN cannot be named either. What IAM offers is this: the runtime belongs to no control plane yet, and is given to this one. That it is the one that was named is the code's to keep.
     */
    private PolicyStatement adopt() {
        var unclaimed = Allow.stringEquals(REQUESTED, names.optIn());
        unclaimed.putAll(Allow.isMissing(CARRIED));
        return Allow.where(unclaimed, runtimes, "bedrock-agentcore:TagResource");
    }

    private PolicyStatement tag() {
        return Allow.where(optedIn(), runtimes, "bedrock-agentcore:TagResource", "bedrock-agentcore:UntagResource");
    }

    /** A runtime is let go by taking the tag off it, and is never handed to another control plane. */
    private PolicyStatement nobodyElses() {
        var given = Allow.stringNotEquals(REQUESTED, names.optIn());
        given.putAll(Allow.isPresent(REQUESTED));
        return Deny.where(given, runtimes, "bedrock-agentcore:TagResource");
    }

    /**
     * AgentCore gives each runtime an identity, and takes it away with it, in the caller's name
     * (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html). Its name begins with the runtime's, which no control plane knows beforehand.
     */
    private PolicyStatement identities() {
        return Allow.on(
                identityArns(), "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:DeleteWorkloadIdentity");
    }

    private List<String> identityArns() {
        var directory = names.arn("bedrock-agentcore", "workload-identity-directory/default");
        return List.of(directory, directory + "/workload-identity/*");
    }

    /** The first runtime of an account makes it, the first one in a VPC the other (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/service-linked-roles.html). */
    private PolicyStatement serviceLinkedRole(String service, String role) {
        return Allow.where(
                Allow.stringEquals("iam:AWSServiceName", service),
                List.of(names.roleArn("/aws-service-role/" + service + "/", role)),
                "iam:CreateServiceLinkedRole");
    }

    private SortedMap<String, SortedMap<String, String>> optedIn() {
        return Allow.stringEquals(CARRIED, names.optIn());
    }

    /** The resources that end in what AgentCore gives. */
    List<String> wildcards() {
        return List.of(identityArns().getLast());
    }
}
