package slipway.cli.screen;

import java.util.List;
import java.util.Optional;

/** Lines of a name and what is known under it; what is not known makes no line. */
public final class Facts {
    private static final int NAMES = 12;
    private static final String INDENT = "  ";

    private final Screen screen;

    public Facts(Screen screen) {
        this.screen = screen;
    }

    public void fact(String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> fact(name, text));
    }

    public void fact(String name, String value) {
        var padded = name + " ".repeat(Math.max(1, NAMES - name.length()));
        screen.line(INDENT + screen.paint(Tone.FAINT, padded) + value);
    }

    /** Several lines under one name; none, no name. */
    public void facts(String name, List<String> lines) {
        for (int line = 0; line < lines.size(); line++) {
            fact(line == 0 ? name : "", lines.get(line));
        }
    }
}
