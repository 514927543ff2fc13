package slipway.local.ecr;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns in which {@code *} stands for any text. */
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String value) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, value);
    }

    static long wildcards(String pattern) {
        return pattern.chars().filter(one -> one == '*').count();
    }
}
