package slipway.infra.target;

import java.util.List;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a rollout may do for one target alone; what it may do to runtimes is the same for all and stands in its role. */
final class RolloutStatements {
    private RolloutStatements() {}

    static List<PolicyStatement> of(FollowedRepository repository, String executionRole) {
        return List.of(passRole(executionRole), image(repository));
    }

    /** AgentCore takes the role anew with every update. */
    private static PolicyStatement passRole(String executionRole) {
        return Allow.where(
                Allow.stringEquals("iam:PassedToService", "bedrock-agentcore.amazonaws.com"),
                List.of(executionRole),
                "iam:PassRole");
    }

    private static PolicyStatement image(FollowedRepository repository) {
        return Allow.on(
                List.of(repository.arn()), "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer");
    }
}
