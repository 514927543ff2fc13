package slipway.local.iam;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What comes of the opinions of all policies that have a say.
 *
 * @param opinions by kind; a kind that the caller has no policy of is not there
 * @param refusing the kind of policy that refuses, empty where the call is allowed
 */
record Ruling(Map<Kind, Opinion> opinions, Optional<Kind> refusing) {

    /** Within one account: one deny is enough; else the identity's policies or the resource's must allow, and each limit. */
    static Ruling of(EnumMap<Kind, Opinion> opinions, ResourceSay resource) {
        Optional<Kind> denying = opinions.entrySet().stream()
                .filter(entry -> entry.getValue().denies())
                .map(Map.Entry::getKey)
                .findFirst();
        return new Ruling(opinions, denying.or(() -> missing(opinions, resource)));
    }

    private static Optional<Kind> missing(Map<Kind, Opinion> opinions, ResourceSay resource) {
        return switch (resource) {
            case LETS_SESSION_IN -> Optional.empty();
            case FORBIDS -> Optional.of(Kind.RESOURCE);
            case LETS_ROLE_IN -> silent(opinions, Kind.BOUNDARY, Kind.SESSION);
            case LEAVES_IT_TO_IDENTITY -> silent(opinions, Kind.IDENTITY, Kind.BOUNDARY, Kind.SESSION);
        };
    }

    private static Optional<Kind> silent(Map<Kind, Opinion> opinions, Kind... kinds) {
        for (Kind kind : kinds) {
            Opinion opinion = opinions.get(kind);
            if (opinion != null && !opinion.allows()) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What a resource's own policy makes of a caller that it does not deny. */
    enum ResourceSay {
        /** By the ARN of the session: neither boundary nor session policy limits that. */
        LETS_SESSION_IN,
        LETS_ROLE_IN,
        LEAVES_IT_TO_IDENTITY,
        /** Nobody gets past a key's policy that names neither the caller nor the account. */
        FORBIDS
    }

    /** Whether the permissions boundary and the session's policies, where there are any, allow it. */
    boolean limitsAllow() {
        return silent(opinions, Kind.BOUNDARY, Kind.SESSION).isEmpty();
    }

    Verdict verdict() {
        if (refusing.isEmpty()) {
            return Verdict.ALLOWED;
        }
        return opinion(refusing.get()).filter(Opinion::denies).isPresent() ? Verdict.DENIED : Verdict.SILENT;
    }

    Optional<Opinion> opinion(Kind kind) {
        return Optional.ofNullable(opinions.get(kind));
    }
}
