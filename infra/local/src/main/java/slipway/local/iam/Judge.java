package slipway.local.iam;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import slipway.local.edge.Caller;

/** Hears every policy that has a say of a caller. */
final class Judge {
    private final Policies policies;
    private final String account;

    Judge(Policies policies, String account) {
        this.policies = policies;
        this.account = account;
    }

    Ruling rule(Caller caller, Question question) {
        EnumMap<Kind, Opinion> opinions = opinions(caller, question);
        List<Policy> attached = policies.ofResource(question.resource());
        Opinion resource = Opinion.of(attached, question, statement -> statement.speaksOf(caller));
        opinions.put(Kind.RESOURCE, resource);
        return Ruling.of(opinions, say(caller, question, attached, resource));
    }

    /** What the caller's own policies say, without the resource's. */
    Ruling byIdentity(Caller caller, Question question) {
        return Ruling.of(opinions(caller, question), Ruling.ResourceSay.LEAVES_IT_TO_IDENTITY);
    }

    private EnumMap<Kind, Opinion> opinions(Caller caller, Question question) {
        EnumMap<Kind, Opinion> opinions = new EnumMap<>(Kind.class);
        switch (caller) {
            case Caller.Administrator administrator -> opinions.put(Kind.IDENTITY, Opinion.ALLOWED);
            case Caller.RoleSession session -> {
                opinions.put(Kind.IDENTITY, Opinion.of(policies.ofRole(session.roleArn()), question));
                policies.boundary(session.roleArn())
                        .ifPresent(limit -> opinions.put(Kind.BOUNDARY, Opinion.of(List.of(limit), question)));
                ofSession(session, question).ifPresent(limit -> opinions.put(Kind.SESSION, limit));
            }
            case Caller.ServicePrincipal service -> opinions.put(Kind.IDENTITY, Opinion.SILENT);
            case Caller.Anonymous anonymous -> opinions.put(Kind.IDENTITY, Opinion.SILENT);
        }
        return opinions;
    }

    private static Optional<Opinion> ofSession(Caller.RoleSession session, Question question) {
        if (session.policies().isEmpty()) {
            return Optional.empty();
        }
        List<Policy> limits = session.policies().stream()
                .map(document -> new Policy(session.arn(), PolicyDocument.ofIdentity(document)))
                .toList();
        return Optional.of(Opinion.of(limits, question));
    }

    private Ruling.ResourceSay say(Caller caller, Question question, List<Policy> attached, Opinion resource) {
        if (resource.allows()) {
            return resource.statements()
                            .anyMatch(statement -> statement.principals().nameSession(caller))
                    ? Ruling.ResourceSay.LETS_SESSION_IN
                    : Ruling.ResourceSay.LETS_ROLE_IN;
        }
        boolean hasPolicies = caller instanceof Caller.Administrator || caller instanceof Caller.RoleSession;
        return hasPolicies && (!isKey(question) || delegates(attached, question))
                ? Ruling.ResourceSay.LEAVES_IT_TO_IDENTITY
                : Ruling.ResourceSay.FORBIDS;
    }

    /** A key is the one resource whose policy has to let the account in before the account's policies count. */
    private static boolean isKey(Question question) {
        return question.resource().matches("arn:[^:]+:kms:.*:key/.+");
    }

    private boolean delegates(List<Policy> attached, Question question) {
        return Opinion.of(
                        attached, question, statement -> statement.principals().include(account))
                .allows();
    }
}
