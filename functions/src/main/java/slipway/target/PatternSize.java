package slipway.target;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression is once its counted repetitions are written out, as RE2 does before it matches: a few
 * nested ones need more memory than a function has. Never less than it is.
 */
final class PatternSize {
    static final long MOST = 2000;
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private final String text;
    private final Deque<Long> groups = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private PatternSize(String text) {
        this.text = text;
    }

    static boolean isTooLarge(String pattern) {
        return new PatternSize(pattern).size() > MOST;
    }

    private long size() {
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '\\' -> escape();
                case '[' -> atom(endOfClass());
                case '(' -> open();
                case ')' -> close();
                case '{' -> repetition();
                default -> atom(at + 1);
            }
        }
        while (!groups.isEmpty()) {
            close();
        }
        return sum;
    }

    /** What was read up to here is one step of the pattern. */
    private void atom(int end) {
        last = 1;
        sum = sum + 1;
        at = end;
    }

    private void escape() {
        boolean braced =
                at + 2 < text.length() && "pPx".indexOf(text.charAt(at + 1)) >= 0 && text.charAt(at + 2) == '{';
        int close = braced ? text.indexOf('}', at) : -1;
        atom(close > 0 ? close + 1 : Math.min(at + 2, text.length()));
    }

    /** Within a class nothing repeats; one that does not end is no pattern. */
    private int endOfClass() {
        int end = at + 1;
        if (end < text.length() && text.charAt(end) == '^') {
            end++;
        }
        for (int first = end; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == ']' && end > first && text.charAt(end - 1) != ':') {
                return end + 1;
            }
        }
        return at + 1;
    }

    private void open() {
        groups.push(sum);
        sum = 0;
        at++;
    }

    private void close() {
        last = sum + 1;
        sum = (groups.isEmpty() ? 0 : groups.pop()) + last;
        at++;
    }

    private void repetition() {
        Matcher count = COUNT.matcher(text).region(at, text.length());
        if (!count.lookingAt()) {
            atom(at + 1);
            return;
        }
        long least = Long.parseLong(count.group(1));
        long most = count.group(2) == null || count.group(2).isEmpty() ? least + 1 : Long.parseLong(count.group(2));
        long times = Math.clamp(Math.max(least, most), 1, MOST + 1);
        sum = sum - last;
        last = Math.min(last * times, MOST + 1);
        sum = sum + last;
        at = count.end();
    }
}
