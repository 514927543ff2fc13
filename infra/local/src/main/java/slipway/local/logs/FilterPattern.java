package slipway.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;

/**
 * Which lines a search finds, by the words in them: {@code a b} both, {@code ?a ?b} one of them, {@code -a} not that,
 * {@code "a b"} a phrase. Letters count as they are.
 *
 * @param all each must be there
 * @param any one must be there, if there are some
 * @param none must not be there
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">the syntax</a>
 */
record FilterPattern(List<String> all, List<String> any, List<String> none) {
    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    /** @throws AwsError InvalidParameterException for a pattern of JSON, fields or regular expressions */
    static FilterPattern of(String text) {
        String pattern = text.strip();
        if (pattern.matches("[{\\[%].*")) {
            throw new AwsError(
                    400,
                    "InvalidParameterException",
                    "The local logs knows words and phrases as filterPattern, not '%s'".formatted(text));
        }
        FilterPattern read = new FilterPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Matcher terms = TERM.matcher(pattern);
        while (terms.find()) {
            String term =
                    terms.group(2) == null ? terms.group(3) : terms.group(2).replaceAll("\\\\(.)", "$1");
            switch (terms.group(1)) {
                case "?" -> read.any().add(term);
                case "-" -> read.none().add(term);
                default -> read.all().add(term);
            }
        }
        return read;
    }

    boolean matches(String line) {
        return all.stream().allMatch(line::contains)
                && (any.isEmpty() || any.stream().anyMatch(line::contains))
                && none.stream().noneMatch(line::contains);
    }
}
