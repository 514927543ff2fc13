package slipway.infra.repository;

import java.util.List;
import java.util.TreeMap;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a repository's policy lets another account do; that account's own policies say which of its roles may. */
final class CrossAccount {
    private CrossAccount() {}

    static List<PolicyStatement> statements(Names controlPlane) {
        return List.of(pull(controlPlane), protect(controlPlane));
    }

    /** Agents pull with their execution roles; control planes look before they roll out, and their doctor at what expires. */
    private static PolicyStatement pull(Names controlPlane) {
        return PolicyStatement.Builder.create()
                .sid(sid(controlPlane, "Pulls"))
                .principals(List.of(new AccountPrincipal(controlPlane.account())))
                .actions(List.of(
                        "ecr:BatchGetImage",
                        "ecr:DescribeImages",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:GetLifecyclePolicy"))
                .build();
    }

    /**
     * A rollout puts a protecting tag on what it brings live, and takes it off again. ECR knows no condition on a tag, so this is
     * for the rollout's role alone, wherever in its account's paths it stands.
     */
    private static PolicyStatement protect(Names controlPlane) {
        var role = new TreeMap<String, Object>();
        role.put("aws:PrincipalArn", rollout(controlPlane));
        var conditions = new TreeMap<String, Object>();
        conditions.put("ArnLike", role);
        return PolicyStatement.Builder.create()
                .sid(sid(controlPlane, "Protects"))
                .principals(List.of(new AccountPrincipal(controlPlane.account())))
                .actions(List.of("ecr:BatchDeleteImage", "ecr:PutImage"))
                .conditions(conditions)
                .build();
    }

    private static List<String> rollout(Names controlPlane) {
        var role = Handler.ROLLOUT.roleName(controlPlane);
        return List.of(controlPlane.roleArn(role), controlPlane.roleArn("/*/", role));
    }

    private static String sid(Names controlPlane, String what) {
        return (controlPlane.account() + controlPlane.stem() + what).replaceAll("[^A-Za-z0-9]", "");
    }
}
