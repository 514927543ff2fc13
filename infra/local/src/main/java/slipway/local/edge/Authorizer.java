package slipway.local.edge;

import java.util.Map;

/** Decides whether a caller may do something. */
@FunctionalInterface
public interface Authorizer {

    /**
     * @param action for example {@code ssm:PutParameter}
     * @param resource the ARN, or {@code *} for an action that AWS does not bind to a resource
     * @param context condition keys and their values, for example {@code aws:ResourceTag/team} or {@code
     *     iam:PassedToService}
     * @throws AwsError AccessDenied, in AWS's words, when the caller may not
     */
    void authorize(Caller caller, String action, String resource, Map<String, String> context);
}
