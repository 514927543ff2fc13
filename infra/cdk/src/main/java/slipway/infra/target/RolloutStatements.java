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

    /** AgentCore takes the role anew with every update; the rollout's role denies to pass it to anybody else. */
    private static PolicyStatement passRole(String executionRole) {
        return Allow.on(List.of(executionRole), "iam:PassRole");
    }

    /**
     * Looking at images, and keeping those in use from being expired.
     *
     * <p>Keeping is a tag more, and letting go a tag less. ECR has no resource narrower than the repository for either, and no condition on tags: that no image goes with its last tag is the code's to see to.
     */
    private static PolicyStatement image(FollowedRepository repository) {
        return Allow.on(
                List.of(repository.arn()),
                "ecr:BatchDeleteImage",
                "ecr:BatchGetImage",
                "ecr:DescribeImages",
                "ecr:GetDownloadUrlForLayer",
                "ecr:PutImage");
    }
}
