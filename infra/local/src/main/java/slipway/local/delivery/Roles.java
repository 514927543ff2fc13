package slipway.local.delivery;

import slipway.local.edge.Caller;

/** Gives a service a session of a role. */
@FunctionalInterface
public interface Roles {
    /** @throws slipway.local.edge.AwsError AccessDenied when the role does not trust the service */
    Caller.RoleSession assume(String roleArn, Caller.ServicePrincipal service, String session);
}
