package slipway.infra.target;

import java.util.ArrayList;
import java.util.List;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Lets the control plane's roles act on one target.
 *
 * <p>The roles stand in another stack and are named, so neither stack waits for the other.
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
        images(declaration.repository());
        var runtime = declaration.runtime();
        if (runtime != null && declaration.endpoint() != null) {
            var resources = RuntimeResources.of(runtime, declaration.endpoint(), names);
            attach(Handler.ROLLOUT, rollout(declaration, runtime, resources));
            attach(Handler.SMOKE_TEST, smokeTest(resources));
            acknowledge(resources);
        }
    }

    /** The policies, for what must come after them. */
    List<Construct> all() {
        return List.copyOf(policies);
    }

    private void images(FollowedRepository repository) {
        policies.add(Policy.Builder.create(scope, "ImagesPolicy")
                .policyName("target-" + target)
                .statements(List.of(Allow.on(List.of(repository.arn()), "ecr:DescribeImages")))
                .roles(List.of(
                        role(Handler.IMAGE_PUSHED), role(Handler.TARGET_DECLARED), role(Handler.DESIRED_IMAGE_CHANGED)))
                .build());
    }

    private List<PolicyStatement> rollout(Declaration declaration, TargetRuntime runtime, RuntimeResources resources) {
        return new RolloutStatements(names, resources, declaration.repository(), runtime.executionRoleArn()).all();
    }

    private List<PolicyStatement> smokeTest(RuntimeResources resources) {
        return List.of(
                Allow.on(resources.all(), "bedrock-agentcore:GetAgentRuntimeEndpoint"),
                Allow.where(
                        resources.optedIn(names),
                        resources.all(),
                        "bedrock-agentcore:InvokeAgentRuntime",
                        "bedrock-agentcore:StopRuntimeSession"));
    }

    /** A role holds 10,240 characters of inline policies, four targets' worth; managed ones count apart. */
    private void attach(Handler handler, List<PolicyStatement> statements) {
        policies.add(ManagedPolicy.Builder.create(scope, handler.id() + "Policy")
                .managedPolicyName(names.of("target-" + target + "-" + handler.suffix()))
                .statements(statements)
                .roles(List.of(role(handler)))
                .build());
    }

    private IRole role(Handler handler) {
        return Role.fromRoleName(scope, handler.id() + "Role", handler.roleName(names));
    }

    private void acknowledge(RuntimeResources resources) {
        if (resources.byName()) {
            policies.forEach(policy -> Acknowledge.wildcards(
                    policy,
                    "AgentCore adds ten characters of its own to the declared name to make the runtime's id.",
                    resources.all()));
        }
    }
}
