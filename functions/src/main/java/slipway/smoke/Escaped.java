package slipway.smoke;

import java.nio.charset.StandardCharsets;

/** What an agent said, made fit for a record: short, and unable to forge a line or turn the text around it. */
public final class Escaped {
    private static final int MOST_BYTES = 2048;
    private static final String CUT = "…";
    private static final int CUT_BYTES = bytes(CUT);

    private Escaped() {}

    static String text(String said) {
        var escaped = new StringBuilder();
        int size = 0;
        int at = 0;
        while (at < said.length()) {
            int point = said.codePointAt(at);
            var shown = character(point);
            size += bytes(shown);
            if (size > MOST_BYTES - CUT_BYTES) {
                return escaped.append(CUT).toString();
            }
            escaped.append(shown);
            at += Character.charCount(point);
        }
        return escaped.toString();
    }

    /** The character; as its number, if it does not print or moves what does. */
    public static String character(int point) {
        return isPrintable(point) ? Character.toString(point) : "\\u%04x".formatted(point);
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
