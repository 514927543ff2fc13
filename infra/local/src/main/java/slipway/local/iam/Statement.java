package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.local.edge.Caller;

/**
 * One statement of a policy.
 *
 * @param number its place in the policy, from 1
 * @param source as it was written
 */
record Statement(
        int number,
        boolean allows,
        Names actions,
        Names resources,
        Principals principals,
        List<Condition> conditions,
        JsonNode source) {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition");
    private static final Pattern ACTION = Pattern.compile("\\*|[\\w-]+:[\\w*?]+");
    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:([^:]*:){4}.+", Pattern.DOTALL);

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

    /** @throws IllegalArgumentException in AWS's words, or by the name of what nobody has built here */
    static Statement parse(JsonNode json, int number) {
        json.fieldNames().forEachRemaining(name -> {
            if (!ELEMENTS.contains(name)) {
                throw new IllegalArgumentException("The local cloud does not know the policy element '" + name + "'");
            }
        });
        String effect = json.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("A statement's Effect is Allow or Deny, not '" + effect + "'");
        }
        boolean allows = effect.equals("Allow");
        return new Statement(
                number,
                allows,
                actions(json),
                resources(json),
                Principals.parse(json, allows),
                Condition.parse(json.path("Condition")),
                json);
    }

    private static Names actions(JsonNode json) {
        Names names = names(json, "Action");
        names.patterns().stream()
                .filter(action -> !ACTION.matcher(action).matches())
                .findFirst()
                .ifPresent(action -> {
                    throw new IllegalArgumentException(
                            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + action);
                });
        return names;
    }

    private static Names resources(JsonNode json) {
        Names names = names(json, "Resource");
        for (String resource : names.patterns()) {
            if (!RESOURCE.matcher(resource).matches()) {
                throw new IllegalArgumentException("Resource %s must be in ARN format or \"*\".".formatted(resource));
            }
            Keys.requireIn(resource);
        }
        return names;
    }

    private static Names names(JsonNode json, String element) {
        boolean not = json.has("Not" + element);
        JsonNode patterns = json.path(not ? "Not" + element : element);
        // Trust policies and Lambda's permissions name no resource: they belong to one.
        return new Names(not, patterns.isMissingNode() ? List.of("*") : PolicyDocument.texts(patterns));
    }

    /** Whether the statement of a resource's policy speaks of the caller. */
    boolean speaksOf(Caller caller) {
        return allows ? principals.grant(caller) : principals.cover(caller);
    }

    /** The condition keys that it asks for and the question does not give. */
    Stream<String> missing(Question question) {
        return isAbout(question)
                ? conditions.stream()
                        .map(Condition::key)
                        .filter(key -> question.context().get(key).isEmpty())
                : Stream.empty();
    }

    private boolean isAbout(Question question) {
        return actions.matchAction(question.action(), question.context())
                && resources.match(question.resource(), question.context());
    }

    boolean applies(Question question) {
        return isAbout(question) && conditions.stream().allMatch(condition -> condition.holds(question.context()));
    }
}
