package slipway.cli.doctor.grants;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** What a role may do, as IAM's own simulator judges its policies. A resource's policy is not asked. */
public final class Rights {
    private final Supplier<IamClient> iam;

    public Rights(Supplier<IamClient> iam) {
        this.iam = iam;
    }

    /**
     * The actions among these that the role may not call on the resource.
     *
     * @param role its ARN
     * @param resource an ARN, or {@code *} for actions that know none
     */
    public List<String> missing(String role, List<String> actions, String resource) {
        return iam
                .get()
                .simulatePrincipalPolicyPaginator(
                        r -> r.policySourceArn(role).actionNames(actions).resourceArns(resource))
                .evaluationResults()
                .stream()
                .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                .map(EvaluationResult::evalActionName)
                .toList();
    }
}
