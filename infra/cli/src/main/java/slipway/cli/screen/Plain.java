package slipway.cli.screen;

import static java.util.stream.Collectors.joining;

import slipway.smoke.Escaped;

/** Text from outside, made fit for a terminal: it can neither move the cursor nor forge a line. */
public final class Plain {
    private Plain() {}

    /** The text with every character that does not print escaped, a line break included. */
    public static String text(String said) {
        return said.codePoints().mapToObj(Escaped::character).collect(joining());
    }
}
