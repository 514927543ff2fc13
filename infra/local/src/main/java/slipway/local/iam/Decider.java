package slipway.local.iam;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

/** Decides as IAM does within one account: an explicit deny, else an allow of the caller's or of the resource's. */
public final class Decider implements Authorizer {
    private static final String ASSUME = "sts:AssumeRole";
    /** No policy is asked: AWS lets everybody know who they are, an explicit deny notwithstanding. */
    private static final String WHO_AM_I = "sts:GetCallerIdentity";

    private final Policies policies;
    private final Place place;

    public Decider(Policies policies, Place place) {
        this.policies = policies;
        this.place = place;
    }

    /** What policies say of a call. */
    enum Verdict {
        ALLOWED,
        DENIED,
        SILENT
    }

    @Override
    public void authorize(Caller caller, String action, String resource, Map<String, String> context) {
        if (action.equals(WHO_AM_I)) {
            return;
        }
        Context all = context(caller, context);
        if (action.equals(ASSUME)) {
            requireTrust(caller, resource, all);
        } else {
            requirePermission(caller, action, resource, all);
        }
    }

    private void requirePermission(Caller caller, String action, String resource, Context context) {
        Verdict byResource = resourcePolicy(policies.ofResource(resource), caller, action, resource, context);
        switch (caller) {
            case Caller.Administrator administrator -> {}
            case Caller.RoleSession session ->
                require(
                        caller,
                        action,
                        resource,
                        "identity-based",
                        identityPolicies(session, action, resource, context),
                        byResource);
            case Caller.ServicePrincipal service ->
                require(caller, action, resource, "resource-based", byResource, Verdict.SILENT);
            case Caller.Anonymous anonymous ->
                require(caller, action, resource, "resource-based", byResource, Verdict.SILENT);
        }
    }

    /** What IAM's policy simulator says: the role's own policies alone decide, and no resource's. */
    Verdict simulate(String roleArn, String action, String resource, Map<String, String> given) {
        return judge(
                policies.ofRole(roleArn), action, resource, context(new Caller.RoleSession(roleArn, roleArn), given));
    }

    /** A role lets in whom its trust policy names; where that names the account, the caller's own policies decide. */
    private void requireTrust(Caller caller, String role, Context context) {
        List<Statement> trust = policies.trust(role);
        Verdict named = resourcePolicy(trust, caller, ASSUME, role, context);
        Verdict own = identityPolicies(caller, ASSUME, role, context);
        List<Statement> delegating = trust.stream()
                .filter(statement ->
                        statement.principals().stream().anyMatch(principal -> principal.isAccount(place.account())))
                .toList();
        boolean delegated = own == Verdict.ALLOWED && judge(delegating, ASSUME, role, context) == Verdict.ALLOWED;
        boolean denied = named == Verdict.DENIED || own == Verdict.DENIED;
        if (denied || !(delegated || named == Verdict.ALLOWED)) {
            throw AwsError.accessDenied(caller, ASSUME, role);
        }
    }

    private Verdict identityPolicies(Caller caller, String action, String resource, Context context) {
        return switch (caller) {
            case Caller.Administrator administrator -> Verdict.ALLOWED;
            case Caller.RoleSession session -> judge(policies.ofRole(session.roleArn()), action, resource, context);
            case Caller.ServicePrincipal service -> Verdict.SILENT;
            case Caller.Anonymous anonymous -> Verdict.SILENT;
        };
    }

    /** Whether the role's trust policy lets the service assume it. */
    public boolean mayAssume(String roleArn, Caller.ServicePrincipal service) {
        return resourcePolicy(policies.trust(roleArn), service, ASSUME, roleArn, context(service, Map.of()))
                == Verdict.ALLOWED;
    }

    /**
     * A session of the role for a service: Lambda for a function, Step Functions for a state machine. People assume
     * theirs through STS.
     *
     * @throws AwsError AccessDenied when there is no such role or it does not trust the service
     */
    public Caller.RoleSession assume(String roleArn, Caller.ServicePrincipal service, String session) {
        if (!mayAssume(roleArn, service)) {
            throw AwsError.accessDenied(service, ASSUME, roleArn);
        }
        return Caller.RoleSession.of(roleArn, session);
    }

    private static void require(
            Caller caller, String action, String resource, String kind, Verdict first, Verdict second) {
        boolean denied = first == Verdict.DENIED || second == Verdict.DENIED;
        if (denied || (first == Verdict.SILENT && second == Verdict.SILENT)) {
            AwsError plain = AwsError.accessDenied(caller, action, resource);
            String why = denied
                    ? " with an explicit deny in a policy"
                    : " because no %s policy allows the %s action".formatted(kind, action);
            throw new AwsError(plain.status(), plain.code(), plain.text() + why);
        }
    }

    private static Verdict resourcePolicy(
            List<Statement> statements, Caller caller, String action, String resource, Context context) {
        BiPredicate<Statement, Caller> speaksOf = (statement, who) -> statement.principals().stream()
                .anyMatch(principal -> statement.allows() ? principal.grants(who) : principal.covers(who));
        List<Statement> own = statements.stream()
                .filter(statement -> speaksOf.test(statement, caller))
                .toList();
        return judge(own, action, resource, context);
    }

    private static Verdict judge(List<Statement> statements, String action, String resource, Context context) {
        Verdict verdict = Verdict.SILENT;
        for (Statement statement : statements) {
            if (statement.applies(action, resource, context)) {
                if (!statement.allows()) {
                    return Verdict.DENIED;
                }
                verdict = Verdict.ALLOWED;
            }
        }
        return verdict;
    }

    private Context context(Caller caller, Map<String, String> given) {
        // Loopback plays the part of TLS: policies that insist on it are met.
        Context context =
                new Context(given).with("aws:SecureTransport", "true").with("aws:RequestedRegion", place.region());
        return switch (caller) {
            case Caller.Administrator administrator -> forPerson(context, administrator, administrator.arn());
            case Caller.RoleSession session -> forPerson(context, session, session.roleArn());
            case Caller.ServicePrincipal service -> forService(context, service);
            case Caller.Anonymous anonymous -> context;
        };
    }

    private Context forPerson(Context context, Caller caller, String principalArn) {
        return context.with("aws:PrincipalArn", principalArn)
                .with("aws:PrincipalAccount", place.account())
                .with("aws:userid", caller.userId());
    }

    private Context forService(Context context, Caller.ServicePrincipal service) {
        String[] arn = service.sourceArn().split(":", -1);
        String account = arn.length > 4 && !arn[4].isEmpty() ? arn[4] : place.account();
        return context.with("aws:SourceArn", service.sourceArn())
                .with("aws:SourceAccount", account)
                // What the policy that every new topic has asks for.
                .with("aws:SourceOwner", account)
                .with("aws:PrincipalServiceName", service.principal())
                .with("aws:PrincipalIsAWSService", "true");
    }
}
