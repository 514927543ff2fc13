package slipway.cli.doctor.grants;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** The account's roles with their policies, those in line and those attached. */
final class Roles {
    /** Roles of AWS's own, which nobody can change. */
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private final IamClient iam;
    private final Map<String, List<Statement>> managed = new HashMap<>();

    Roles(IamClient iam) {
        this.iam = iam;
    }

    List<Role> all() {
        return iam.listRolesPaginator().roles().stream()
                .filter(role -> !role.path().startsWith(SERVICE_LINKED))
                .map(role -> new Role(role.roleName(), statements(role.roleName())))
                .toList();
    }

    private List<Statement> statements(String role) {
        var inline = iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
                .map(policy -> iam.getRolePolicy(r -> r.roleName(role).policyName(policy))
                        .policyDocument())
                .flatMap(document -> Statement.read(document).stream());
        var attached = iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .flatMap(arn -> managed.computeIfAbsent(arn, this::managed).stream());
        return Stream.concat(inline, attached).toList();
    }

    private List<Statement> managed(String arn) {
        var version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
        return Statement.read(iam.getPolicyVersion(r -> r.policyArn(arn).versionId(version))
                .policyVersion()
                .document());
    }
}
