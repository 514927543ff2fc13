package slipway.infra.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Lets the control plane's roles act on one target.
 *
 * <p>The roles stand in another stack and are named, so neither stack waits for the other. The policies are small and in line: a role takes ten managed ones, but 10,240 characters of these.
 */
final class TargetGrants {
    private final Construct scope;
    private final Names names;
    private final String target;
    private final List<Construct> policies = new ArrayList<>();

    TargetGrants(Construct scope, Names names, Declaration declaration) {
        this.scope = scope;
        this.names = names;
        this.target = declaration.name();
        var repository = declaration.repository();
        grant(
                "Images",
                images(repository),
                Handler.IMAGE_PUSHED,
                Handler.TARGET_DECLARED,
                Handler.DRIFT_CHECK,
                Handler.OPERATOR,
                Handler.STATUS);
        var runtime = declaration.runtime();
        if (runtime != null) {
            grant("Rollout", RolloutStatements.of(repository, runtime.executionRoleArn()), Handler.ROLLOUT);
        }
    }

    /** The policies, for what must come after them. */
    List<Construct> all() {
        return List.copyOf(policies);
    }

    private static List<PolicyStatement> images(FollowedRepository repository) {
        return List.of(Allow.on(List.of(repository.arn()), "ecr:DescribeImages"));
    }

    private void grant(String id, List<PolicyStatement> statements, Handler... handlers) {
        policies.add(Policy.Builder.create(scope, id + "Policy")
                .policyName("target-" + target)
                .statements(statements)
                .roles(Arrays.stream(handlers).map(this::role).toList())
                .build());
    }

    private IRole role(Handler handler) {
        return Role.fromRoleName(scope, handler.id() + "Role", handler.roleName(names));
    }
}
