package slipway.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * A function as APIs and templates name it: {@code name}, {@code name:qualifier}, or an ARN with or without one.
 *
 * @param qualifier a version or an alias; null: the unpublished code
 */
record FunctionRef(String name, @Nullable String qualifier) {
    private static final String IN_ARN = ":function:";

    static FunctionRef parse(String text) {
        int arn = text.indexOf(IN_ARN);
        String rest = arn < 0 ? text : text.substring(arn + IN_ARN.length());
        int colon = rest.indexOf(':');
        return colon < 0
                ? new FunctionRef(rest, null)
                : new FunctionRef(rest.substring(0, colon), rest.substring(colon + 1));
    }

    FunctionRef withQualifier(@Nullable String other) {
        return other == null ? this : new FunctionRef(name, other);
    }

    String qualifierOrLatest() {
        return qualifier == null ? FunctionSpec.LATEST : qualifier;
    }
}
