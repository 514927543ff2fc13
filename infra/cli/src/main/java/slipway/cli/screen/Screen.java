package slipway.cli.screen;

import java.io.PrintWriter;

/**
 * Where the command writes.
 *
 * @param out the answer
 * @param err what goes wrong
 * @param terminal whether a person looks at {@code out}: colours, and lines that are drawn again
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal) {

    /** Text that is already fit for a terminal. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void error(String text) {
        err.println(text);
        err.flush();
    }

    /** Coloured on a terminal, as it is elsewhere. */
    public String paint(Tone tone, String text) {
        return terminal ? tone.paint(text) : text;
    }
}
