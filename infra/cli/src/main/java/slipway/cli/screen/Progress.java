package slipway.cli.screen;

/** What is going on: one line that is drawn again on a terminal, and elsewhere a line for each step. */
public final class Progress {
    private static final String START_OVER = "\r\u001b[K";

    private final Screen screen;
    private String step = "";

    public Progress(Screen screen) {
        this.screen = screen;
    }

    /**
     * Shows it.
     *
     * @param now what is going on
     * @param detail what changes at every look, and alone is worth no line
     */
    public void show(String now, String detail) {
        if (screen.terminal()) {
            screen.out().print(START_OVER + now + "  " + screen.paint(Tone.FAINT, detail));
            screen.out().flush();
        } else if (!now.equals(step)) {
            screen.line(now);
        }
        step = now;
    }

    /** Makes room for what comes next. */
    public void end() {
        if (screen.terminal() && !step.isEmpty()) {
            screen.out().print(START_OVER);
            screen.out().flush();
        }
        step = "";
    }
}
