package slipway.cli.screen;

/** Text from outside, made fit for a terminal: it can neither move the cursor nor forge a line. */
public final class Plain {
    private Plain() {}

    /** The text with every character that does not print escaped, a line break included. */
    public static String text(String said) {
        var shown = new StringBuilder(said.length());
        said.codePoints()
                .forEach(point ->
                        shown.append(isPrintable(point) ? Character.toString(point) : "\\u%04x".formatted(point)));
        return shown.toString();
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
}
