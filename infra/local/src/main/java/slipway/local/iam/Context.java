package slipway.local.iam;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The condition keys of one question; their names mean the same in any case. */
final class Context {
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Context(Map<String, String> values) {
        this.values.putAll(values);
    }

    Context with(String key, String value) {
        Context more = new Context(values);
        more.values.put(key, value);
        return more;
    }

    /** The same keys, their values in lower case. */
    Context inLowerCase() {
        Context lower = new Context(values);
        lower.values.replaceAll((key, value) -> value.toLowerCase(Locale.ROOT));
        return lower;
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
