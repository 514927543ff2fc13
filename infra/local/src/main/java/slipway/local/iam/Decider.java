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
        Context all = context(caller, context);
        Verdict byResource = resourcePolicy(policies.ofResource(resource), caller, action, resource, all);
        switch (caller) {
            case Caller.Administrator administrator -> {}
            case Caller.RoleSession session -> {
                Verdict byIdentity = judge(policies.ofRole(session.roleArn()), action, resource, all);
                require(caller, action, resource, "identity-based", byIdentity, byResource);
            }
            case Caller.ServicePrincipal service ->
                require(caller, action, resource, "resource-based", byResource, Verdict.SILENT);
        }
    }

    /** What IAM's policy simulator says: the role's own policies alone decide, and no resource's. */
    Verdict simulate(String roleArn, String action, String resource, Map<String, String> given) {
        return judge(
                policies.ofRole(roleArn), action, resource, context(new Caller.RoleSession(roleArn, roleArn), given));
    }

    /** Whether the role's trust policy lets the service assume it. */
    public boolean mayAssume(String roleArn, Caller.ServicePrincipal service) {
        return policies.role(roleArn)
                        .map(role -> resourcePolicy(
                                role.trust().statements(), service, ASSUME, roleArn, context(service, Map.of())))
                        .orElse(Verdict.SILENT)
                == Verdict.ALLOWED;
    }

    /**
     * A session of the role for a service: Lambda for a function, Step Functions for a state machine.
     *
     * @throws AwsError AccessDenied when there is no such role or it does not trust the service
     */
    public Caller.RoleSession assume(String roleArn, Caller.ServicePrincipal service, String session) {
        if (!mayAssume(roleArn, service)) {
            throw AwsError.accessDenied(service, ASSUME, roleArn);
        }
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new Caller.RoleSession(
                roleArn, "arn:aws:sts::%s:assumed-role/%s/%s".formatted(place.account(), name, session));
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
            case Caller.Administrator administrator ->
                context.with("aws:PrincipalArn", administrator.arn()).with("aws:PrincipalAccount", place.account());
            case Caller.RoleSession session ->
                context.with("aws:PrincipalArn", session.roleArn()).with("aws:PrincipalAccount", place.account());
            case Caller.ServicePrincipal service -> forService(context, service);
        };
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
