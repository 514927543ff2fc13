package slipway.local.iam;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Patterns as policies write them: {@code *}, {@code ?} and variables such as <code>${aws:PrincipalAccount}</code>. */
final class Wildcard {
    private static final Pattern TOKEN = Pattern.compile("\\$\\{([^}]*)}|[*?]");
    private static final List<String> ESCAPED = List.of("*", "?", "$");

    private Wildcard() {}

    /** Whether the value matches; a variable that the context does not hold matches nothing. */
    static boolean matches(String pattern, String value, Context context) {
        return compile(pattern, context, true)
                .map(p -> p.matcher(value).matches())
                .orElse(false);
    }

    /** The same with {@code *} and {@code ?} standing for themselves. */
    static boolean equal(String pattern, String value, Context context) {
        return compile(pattern, context, false)
                .map(p -> p.matcher(value).matches())
                .orElse(false);
    }

    /** The keys of the variables in a pattern; those that only escape a character are none. */
    static Stream<String> variables(String pattern) {
        return TOKEN.matcher(pattern)
                .results()
                .map(token -> token.group(1))
                .filter(variable -> variable != null && !ESCAPED.contains(variable));
    }

    private static Optional<Pattern> compile(String pattern, Context context, boolean wild) {
        StringBuilder regex = new StringBuilder("(?s)");
        Matcher token = TOKEN.matcher(pattern);
        int end = 0;
        while (token.find()) {
            regex.append(Pattern.quote(pattern.substring(end, token.start())));
            end = token.end();
            String variable = token.group(1);
            if (variable == null) {
                regex.append(wild ? token.group().replace("*", ".*").replace("?", ".") : Pattern.quote(token.group()));
            } else {
                Optional<String> value = ESCAPED.contains(variable) ? Optional.of(variable) : context.get(variable);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                regex.append(Pattern.quote(value.get()));
            }
        }
        return Optional.of(Pattern.compile(
                regex.append(Pattern.quote(pattern.substring(end))).toString()));
    }
}
