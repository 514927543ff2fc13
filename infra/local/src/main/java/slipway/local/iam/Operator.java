package slipway.local.iam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The condition operators that the local cloud decides. */
enum Operator {
    STRING_EQUALS("StringEquals"),
    STRING_NOT_EQUALS("StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase"),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike"),
    STRING_NOT_LIKE("StringNotLike"),
    ARN_EQUALS("ArnEquals"),
    ARN_NOT_EQUALS("ArnNotEquals"),
    ARN_LIKE("ArnLike"),
    ARN_NOT_LIKE("ArnNotLike"),
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
            case STRING_EQUALS_IGNORE_CASE ->
                wanted.stream().anyMatch(one -> Wildcard.equal(lower(one), lower(value), context.inLowerCase()));
            case STRING_LIKE -> wanted.stream().anyMatch(one -> Wildcard.matches(one, value, context));
            case ARN_EQUALS, ARN_LIKE -> wanted.stream().anyMatch(one -> arn(one, value, context));
            case BOOL -> wanted.stream().anyMatch(one -> lower(one).equals(lower(value)));
            case NULL -> false; // Asks whether there is a value at all, which Condition answers.
            case STRING_NOT_EQUALS, STRING_NOT_EQUALS_IGNORE_CASE, STRING_NOT_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
                !positive().holds(wanted, value, context);
        };
    }

    /** What AWS takes for the answer where the key is not in the context. */
    boolean holdsWithoutValue(List<String> wanted) {
        return positive() != this || (this == NULL && wanted.contains("true"));
    }

    /** The operator that this one says the contrary of; itself, if it says the contrary of none. */
    private Operator positive() {
        return switch (this) {
            case STRING_NOT_EQUALS -> STRING_EQUALS;
            case STRING_NOT_EQUALS_IGNORE_CASE -> STRING_EQUALS_IGNORE_CASE;
            case STRING_NOT_LIKE -> STRING_LIKE;
            case ARN_NOT_EQUALS -> ARN_EQUALS;
            case ARN_NOT_LIKE -> ARN_LIKE;
            default -> this;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
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
