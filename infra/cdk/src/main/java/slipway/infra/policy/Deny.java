package slipway.infra.policy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements that no allowance overrides. */
public final class Deny {
    private Deny() {}

    /** Denies {@code actions} on {@code resources}. */
    public static PolicyStatement on(List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }

    /** Denies {@code actions} on {@code resources} where {@code conditions} hold, operator by operator. */
    public static PolicyStatement where(
            SortedMap<String, SortedMap<String, String>> conditions, List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(List.of(actions))
                .resources(resources)
                .conditions(conditions)
                .build();
    }

    /** Denies {@code actions} wherever the request's {@code key} is not {@code value}, or is missing. */
    public static PolicyStatement unless(String key, String value, String... actions) {
        var values = new TreeMap<String, String>();
        values.put(key, value);
        var conditions = new TreeMap<String, SortedMap<String, String>>();
        conditions.put("StringNotEquals", values);
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(List.of(actions))
                // A deny grants nothing: the more it covers, the better.
                .resources(List.of("*"))
                .conditions(conditions)
                .build();
    }
}
