package slipway.infra.target;

import org.jspecify.annotations.Nullable;

/**
 * What an answer must be.
 *
 * @param contains text within it
 * @param pointer JSON pointer to the value that {@code equalTo} and {@code matches} look at
 * @param equalTo a JSON text
 * @param matches an RE2 expression
 */
public record Expectation(
        int status,
        @Nullable String contains,
        @Nullable String pointer,
        @Nullable String equalTo,
        @Nullable String matches) {

    /** An answer of this status, whatever it says. */
    public static Expectation status(int status) {
        return new Expectation(status, null, null, null, null);
    }

    /** Status 200, and {@code text} within. */
    public static Expectation containing(String text) {
        return new Expectation(200, text, null, null, null);
    }

    /** Status 200, and at {@code pointer} the JSON value {@code json}. */
    public static Expectation valueAt(String pointer, String json) {
        return new Expectation(200, null, pointer, json, null);
    }

    /** Status 200, and at {@code pointer} a text that matches {@code expression}. */
    public static Expectation matchAt(String pointer, String expression) {
        return new Expectation(200, null, pointer, null, expression);
    }
}
