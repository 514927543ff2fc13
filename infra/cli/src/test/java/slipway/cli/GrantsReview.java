package slipway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import slipway.local.iam.Grant;

/**
 * Holds what roles are allowed against what was called.
 *
 * @param allowed every grant of every role
 * @param called the grants that let a call in
 * @param excuses for grants that nothing calls
 */
record GrantsReview(Collection<Grant> allowed, Collection<Grant> called, List<Excuse> excuses) {

    /**
     * Why nothing calls a grant that is needed all the same.
     *
     * @param role a role's name; {@code *} for every role that has the grant
     * @param grant an action or a resource, as statements write it; {@code *} at its end stands for any end
     * @param byChance whether some runs do call it: then it may be called, and nobody may rely on it
     */
    record Excuse(String role, String grant, String reason, boolean byChance) {
        static Excuse never(String role, String grant, String reason) {
            return new Excuse(role, grant, reason, false);
        }

        static Excuse byChance(String role, String grant, String reason) {
            return new Excuse(role, grant, reason, true);
        }

        private boolean covers(Part part) {
            return (role.equals("*") || role.equals(part.role())) && matches(part.name());
        }

        private boolean matches(String name) {
            return grant.endsWith("*") ? name.startsWith(grant.substring(0, grant.length() - 1)) : name.equals(grant);
        }

        @Override
        public String toString() {
            return "(%s, %s)".formatted(role, grant);
        }
    }

    /** One action or one resource of a statement. */
    private record Part(String role, String policy, JsonNode statement, boolean isAction, String name) {
        static Part action(Grant grant) {
            return new Part(grant.role(), grant.policy(), grant.statement(), true, grant.action());
        }

        static Part resource(Grant grant) {
            return new Part(grant.role(), grant.policy(), grant.statement(), false, grant.resource());
        }

        @Override
        public String toString() {
            return "%s: nothing calls %s, which %s allows by %s".formatted(role, name, policy, statement);
        }
    }

    /** Grants that nothing calls and no excuse covers. */
    List<String> unneeded() {
        return silent().filter(part -> excuses.stream().noneMatch(excuse -> excuse.covers(part)))
                .map(Part::toString)
                .toList();
    }

    /** Excuses of which nothing is true any more: what they cover is called, or there is no such grant. */
    List<String> idleExcuses() {
        List<Part> silent = silent().toList();
        return excuses.stream()
                .filter(excuse -> parts(allowed).stream().noneMatch(excuse::covers)
                        || (!excuse.byChance()
                                && parts(allowed).stream()
                                        .anyMatch(part -> excuse.covers(part) && !silent.contains(part))))
                .map(excuse -> "%s is excused (%s), and is called after all, or granted no more"
                        .formatted(excuse, excuse.reason()))
                .toList();
    }

    /** What nothing calls. A statement whose every action is excused has no call that could name its resources. */
    private Stream<Part> silent() {
        Set<Part> used = parts(called);
        return parts(allowed).stream()
                .filter(part -> !used.contains(part))
                .filter(part -> part.isAction() || hasCalls(part, used));
    }

    private static boolean hasCalls(Part part, Set<Part> used) {
        return used.stream()
                .anyMatch(other ->
                        other.role().equals(part.role()) && other.statement().equals(part.statement()));
    }

    private static Set<Part> parts(Collection<Grant> grants) {
        Set<Part> parts = new LinkedHashSet<>();
        grants.forEach(grant -> {
            parts.add(Part.action(grant));
            parts.add(Part.resource(grant));
        });
        return parts;
    }
}
