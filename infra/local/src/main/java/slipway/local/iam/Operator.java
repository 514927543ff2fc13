package slipway.local.iam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The condition operators that the local cloud decides. */
enum Operator {
    STRING_EQUALS("StringEquals"),
    STRING_NOT_EQUALS("StringNotEquals"),
    STRING_LIKE("StringLike"),
    ARN_EQUALS("ArnEquals"),
    ARN_LIKE("ArnLike"),
    BOOL("Bool"),
    NULL("Null");

    private static final int ARN_PARTS = 6;
    private final String spelling;

    Operator(String spelling) {
        this.spelling = spelling;
    }

    /** @throws IllegalArgumentException for every operator that nobody has built here */
    static Operator named(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.spelling.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The local cloud does not know the condition operator '" + name + "'"));
    }

    /** Whether the value satisfies the operator against the policy's values. */
    boolean holds(List<String> wanted, String value, Context context) {
        return switch (this) {
            case STRING_EQUALS -> wanted.stream().anyMatch(one -> Wildcard.equal(one, value, context));
            case STRING_NOT_EQUALS -> wanted.stream().noneMatch(one -> Wildcard.equal(one, value, context));
            case STRING_LIKE -> wanted.stream().anyMatch(one -> Wildcard.matches(one, value, context));
            case ARN_EQUALS, ARN_LIKE -> wanted.stream().anyMatch(one -> arn(one, value, context));
            case BOOL ->
                wanted.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)));
            case NULL -> false; // Asks whether there is a value at all, which Condition answers.
        };
    }

    /** What AWS takes for the answer where the key is not in the context. */
    boolean holdsWithoutValue(List<String> wanted) {
        return this == STRING_NOT_EQUALS || (this == NULL && wanted.contains("true"));
    }

    private static boolean arn(String wanted, String value, Context context) {
        // A wildcard stays within its part of the ARN. Variables hold colons of their own: none is split.
        String[] patterns = wanted.split(":(?![^{]*})", ARN_PARTS);
        String[] parts = value.split(":", ARN_PARTS);
        if (patterns.length != parts.length) {
            return wanted.equals("*");
        }
        for (int i = 0; i < parts.length; i++) {
            if (!Wildcard.matches(patterns[i], parts[i], context)) {
                return false;
            }
        }
        return true;
    }
}
