package slipway.infra.policy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements that allow actions, in one form. */
public final class Allow {
    private Allow() {}

    /** Allows {@code actions} on {@code resources}. */
    public static PolicyStatement on(List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }

    /** Allows {@code actions} on {@code resources} where {@code conditions} hold, operator by operator. */
    public static PolicyStatement where(
            SortedMap<String, SortedMap<String, String>> conditions, List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(resources)
                .conditions(conditions)
                .build();
    }

    /** A condition of one operator, {@code StringEquals}, on one key. */
    public static SortedMap<String, SortedMap<String, String>> stringEquals(String key, String value) {
        return condition("StringEquals", key, value);
    }

    /** A condition that the ARN of {@code key} is like {@code pattern}. */
    public static SortedMap<String, SortedMap<String, String>> arnLike(String key, String pattern) {
        return condition("ArnLike", key, pattern);
    }

    /** A condition that {@code key} matches {@code pattern}. */
    public static SortedMap<String, SortedMap<String, String>> stringLike(String key, String pattern) {
        return condition("StringLike", key, pattern);
    }

    /** A condition that {@code key} is true. */
    public static SortedMap<String, SortedMap<String, String>> isTrue(String key) {
        return condition("Bool", key, "true");
    }

    /** A condition that {@code key} has another value than {@code value}, or none. */
    public static SortedMap<String, SortedMap<String, String>> stringNotEquals(String key, String value) {
        return condition("StringNotEquals", key, value);
    }

    /** A condition that there is a {@code key}. */
    public static SortedMap<String, SortedMap<String, String>> isPresent(String key) {
        return condition("Null", key, "false");
    }

    /** A condition that there is no {@code key}. */
    public static SortedMap<String, SortedMap<String, String>> isMissing(String key) {
        return condition("Null", key, "true");
    }

    private static SortedMap<String, SortedMap<String, String>> condition(String operator, String key, String value) {
        var values = new TreeMap<String, String>();
        values.put(key, value);
        var conditions = new TreeMap<String, SortedMap<String, String>>();
        conditions.put(operator, values);
        return conditions;
    }
}
