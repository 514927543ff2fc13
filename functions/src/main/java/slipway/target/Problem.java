package slipway.target;

/**
 * Something in a declaration that must be put right.
 *
 * @param field a JSON pointer into the declaration
 * @param value what stands there, shortened
 * @param remedy what to write instead
 */
public record Problem(String field, String value, String remedy) {
    private static final int SHOWN = 80;

    public Problem {
        field = plain(field);
        value = plain(value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value);
        remedy = plain(remedy);
    }

    /** What an owner wrote goes into one line of a log, and must not make it two. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return "%s: %s; %s".formatted(field.isEmpty() ? "/" : field, value, remedy);
    }
}
