package slipway.infra.target;

import java.util.List;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a rollout of one target may do. */
final class RolloutStatements {
    private final Names names;
    private final RuntimeResources resources;
    private final FollowedRepository repository;
    private final String executionRole;

    RolloutStatements(Names names, RuntimeResources resources, FollowedRepository repository, String executionRole) {
        this.names = names;
        this.resources = resources;
        this.repository = repository;
        this.executionRole = executionRole;
    }

    List<PolicyStatement> all() {
        return List.of(read(), change(), makeEndpoint(), passRole(), image());
    }

    /** Without the opt-in's condition: a runtime that lacks the tag must be seen to be told about. */
    private PolicyStatement read() {
        return Allow.on(
                resources.all(),
                "bedrock-agentcore:GetAgentRuntime",
                "bedrock-agentcore:GetAgentRuntimeEndpoint",
                "bedrock-agentcore:ListTagsForResource");
    }

    private PolicyStatement change() {
        return Allow.where(
                resources.optedIn(names),
                resources.all(),
                "bedrock-agentcore:CreateAgentRuntimeEndpoint",
                "bedrock-agentcore:DeleteAgentRuntimeEndpoint",
                "bedrock-agentcore:UpdateAgentRuntime",
                "bedrock-agentcore:UpdateAgentRuntimeEndpoint");
    }

    /** An endpoint that is yet to be has no tag, but the request for it has. */
    private PolicyStatement makeEndpoint() {
        return Allow.where(
                Allow.stringEquals("aws:RequestTag/" + Names.OPT_IN_TAG, names.optIn()),
                resources.endpoints(),
                "bedrock-agentcore:CreateAgentRuntimeEndpoint",
                "bedrock-agentcore:TagResource");
    }

    /** AgentCore takes the role anew with every update. */
    private PolicyStatement passRole() {
        return Allow.where(
                Allow.stringEquals("iam:PassedToService", "bedrock-agentcore.amazonaws.com"),
                List.of(executionRole),
                "iam:PassRole");
    }

    private PolicyStatement image() {
        return Allow.on(
                List.of(repository.arn()), "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer");
    }
}
