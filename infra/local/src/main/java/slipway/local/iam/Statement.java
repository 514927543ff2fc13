package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One statement of a policy. */
record Statement(
        boolean allows, Names actions, Names resources, List<Principal> principals, List<Condition> conditions) {
    private static final Set<String> ELEMENTS =
            Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "Condition");

    /** Patterns, of which one must match, or with {@code not} none may. */
    record Names(boolean not, List<String> patterns) {
        /** Actions mean the same in any case. */
        boolean matchAction(String action, Context context) {
            Names lower = new Names(
                    not,
                    patterns.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList());
            return lower.match(action.toLowerCase(Locale.ROOT), context);
        }

        boolean match(String value, Context context) {
            return not != patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, value, context));
        }
    }

    static Statement parse(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!ELEMENTS.contains(name)) {
                throw new IllegalArgumentException("The local cloud does not know the policy element '" + name + "'");
            }
        });
        String effect = json.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("A statement's Effect is Allow or Deny, not '" + effect + "'");
        }
        return new Statement(
                effect.equals("Allow"),
                names(json, "Action"),
                names(json, "Resource"),
                Principal.parse(json.path("Principal")),
                Condition.parse(json.path("Condition")));
    }

    private static Names names(JsonNode json, String element) {
        boolean not = json.has("Not" + element);
        JsonNode patterns = json.path(not ? "Not" + element : element);
        // Trust policies and Lambda's permissions name no resource: they belong to one.
        return new Names(not, patterns.isMissingNode() ? List.of("*") : PolicyDocument.texts(patterns));
    }

    boolean applies(String action, String resource, Context context) {
        return actions.matchAction(action, context)
                && resources.match(resource, context)
                && conditions.stream().allMatch(condition -> condition.holds(context));
    }
}
