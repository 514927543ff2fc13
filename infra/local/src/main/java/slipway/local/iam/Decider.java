package slipway.local.iam;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

/** Decides as IAM does within one account: who asks is told which kind of policy refuses. */
public final class Decider implements Authorizer {
    private static final String ASSUME = "sts:AssumeRole";
    /** No policy is asked: AWS lets everybody know who they are, an explicit deny notwithstanding. */
    private static final String WHO_AM_I = "sts:GetCallerIdentity";

    private final Policies policies;
    private final Place place;
    private final Judge judge;
    private final Consumer<Grant> used;

    public Decider(Policies policies, Place place) {
        this(policies, place, grant -> {});
    }

    /** @param used told of each grant that let a role in, each time */
    public Decider(Policies policies, Place place, Consumer<Grant> used) {
        this.policies = policies;
        this.place = place;
        this.judge = new Judge(policies, place.account());
        this.used = used;
    }

    @Override
    public void authorize(Caller caller, String action, String resource, Map<String, String> given) {
        if (action.equals(WHO_AM_I)) {
            return;
        }
        Question question = new Question(action, resource, context(caller, given));
        if (action.equals(ASSUME)) {
            requireTrust(caller, question);
        } else {
            require(caller, question);
        }
    }

    private void require(Caller caller, Question question) {
        Ruling ruling = judge.rule(caller, question);
        ruling.refusing().ifPresent(kind -> {
            AwsError plain = AwsError.accessDenied(caller, question.action(), question.resource());
            throw new AwsError(
                    plain.status(), plain.code(), plain.text() + kind.refusal(question.action(), ruling.verdict()));
        });
        if (caller instanceof Caller.RoleSession session) {
            ruling.opinion(Kind.IDENTITY).ifPresent(own -> tell(session, own, question));
        }
    }

    private void tell(Caller.RoleSession session, Opinion own, Question question) {
        policies.role(session.roleArn())
                .ifPresent(role -> own.deciding().stream()
                        .flatMap(match -> Grant.of(role.name(), match))
                        .filter(grant -> grant.covers(question))
                        .forEach(used));
    }

    /** What IAM's policy simulator is asked: with what is known of the role's sessions, and what is given. */
    Question simulated(String roleArn, String action, String resource, Map<String, String> given) {
        return new Question(action, resource, context(new Caller.RoleSession(roleArn, roleArn), given));
    }

    /** What the simulator says: the role's own policies and its boundary alone decide, and no resource's. */
    Ruling simulate(String roleArn, Question question) {
        return judge.byIdentity(new Caller.RoleSession(roleArn, roleArn), question);
    }

    /** A role lets in whom its trust policy names; where that names the account, the caller's own policies decide. */
    private void requireTrust(Caller caller, Question question) {
        Ruling own = judge.byIdentity(caller, question);
        List<Policy> trust = policies.trust(question.resource());
        Opinion named = Opinion.of(trust, question, statement -> statement.speaksOf(caller));
        Opinion account =
                Opinion.of(trust, question, statement -> statement.principals().include(place.account()));
        boolean denied = named.denies() || own.verdict() == Verdict.DENIED;
        boolean delegated = own.verdict() == Verdict.ALLOWED && account.allows();
        if (denied || !(delegated || (named.allows() && own.limitsAllow()))) {
            throw AwsError.accessDenied(caller, ASSUME, question.resource());
        }
    }

    /** Whether the role's trust policy lets the service assume it. */
    public boolean mayAssume(String roleArn, Caller.ServicePrincipal service) {
        Question question = new Question(ASSUME, roleArn, context(service, Map.of()));
        return Opinion.of(policies.trust(roleArn), question, statement -> statement.speaksOf(service))
                .allows();
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

    private Context context(Caller caller, Map<String, String> given) {
        // Loopback plays the part of TLS: policies that insist on it are met.
        Context context =
                new Context(given).with("aws:SecureTransport", "true").with("aws:RequestedRegion", place.region());
        return switch (caller) {
            case Caller.Administrator administrator ->
                forPerson(context, administrator, administrator.arn())
                        .with("aws:PrincipalType", "User")
                        .with("aws:username", RoleReads.name(administrator.arn()));
            case Caller.RoleSession session ->
                tagged(forPerson(context, session, session.roleArn()), session)
                        .with("aws:PrincipalType", "AssumedRole");
            case Caller.ServicePrincipal service -> forService(context, service);
            case Caller.Anonymous anonymous -> context;
        };
    }

    private Context forPerson(Context context, Caller caller, String principalArn) {
        return context.with("aws:PrincipalArn", principalArn)
                .with("aws:PrincipalAccount", place.account())
                .with("kms:CallerAccount", place.account())
                .with("aws:userid", caller.userId());
    }

    private Context tagged(Context context, Caller.RoleSession session) {
        Map<String, String> tags =
                policies.role(session.roleArn()).map(Policies.Role::tags).orElse(Map.of());
        Context tagged = context;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
        }
        return tagged;
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
