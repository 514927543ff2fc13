package slipway.infra.agentrole;

import java.util.List;
import java.util.Map;
import slipway.infra.limit.Limits;
import slipway.infra.policy.Acknowledge;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.constructs.Construct;

/**
 * The role that the agents of one runtime run as: AgentCore alone takes it, it pulls from one repository, and it writes its own runtime's logs, its traces and its metrics.
 *
 * <p>What else an agent may do it is granted, as any role is: {@code table.grantReadData(role)}. A role each, and an agent that only reads cannot be talked into writing.
 *
 * <p>What it pulls with is there as soon as the role is; AgentCore looks at it when a runtime is made.
 */
public final class AgentRole extends Role {
    private static final String NAME = "[\\w+=,.@-]{1,64}";
    private static final String PATH = "/([\\w+=,.@-]+/)*";

    /**
     * @throws IllegalArgumentException naming every problem of the properties
     */
    public AgentRole(Construct scope, String id, AgentRoleProps props) {
        super(scope, id, role(scope, id, checked(props)));
        var statements = new AgentStatements(props);
        Acknowledge.wildcards(
                this, "AWS has no narrower resource for a registry's token, a trace or a metric.", List.of("*"));
        Acknowledge.wildcards(
                this,
                "AgentCore gives the ids that a runtime's log groups and identity are named after.",
                statements.ownWildcards());
        Acknowledge.wildcards(
                this,
                "Listing log groups is checked on all of them; it tells their names.",
                List.of(statements.logGroups()));
    }

    private static AgentRoleProps checked(AgentRoleProps props) {
        var problems = new Problems();
        Limits.form(problems, "runtime", props.runtime(), "runtime.name");
        props.roleName().ifPresent(name -> matches(problems, "roleName", name, NAME));
        matches(problems, "path", props.path(), PATH);
        problems.report("the role of " + props.runtime());
        return props;
    }

    private static void matches(Problems problems, String field, String value, String pattern) {
        problems.unless(
                Token.isUnresolved(value) || value.matches(pattern),
                field,
                "'" + value + "'",
                "write one that matches " + pattern);
    }

    private static RoleProps role(Construct scope, String id, AgentRoleProps props) {
        var statements = new AgentStatements(props);
        var role = RoleProps.builder()
                .description("What the agents of the runtime " + props.runtime() + " may do.")
                .assumedBy(statements.trusted())
                .path(props.path())
                .inlinePolicies(Map.of(
                        "agent",
                        PolicyDocument.Builder.create()
                                .statements(statements.all())
                                .build()));
        props.roleName().ifPresent(role::roleName);
        props.permissionsBoundary()
                .map(boundary -> boundary(scope, id + "Boundary", boundary))
                .ifPresent(role::permissionsBoundary);
        return role.build();
    }

    private static IManagedPolicy boundary(Construct scope, String id, String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? ManagedPolicy.fromManagedPolicyArn(scope, id, nameOrArn)
                : ManagedPolicy.fromManagedPolicyName(scope, id, nameOrArn);
    }
}
