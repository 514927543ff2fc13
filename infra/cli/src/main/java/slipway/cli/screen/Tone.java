package slipway.cli.screen;

/** What a colour says. */
public enum Tone {
    GOOD("32"),
    BUSY("36"),
    WARNING("33"),
    BAD("31"),
    FAINT("2"),
    STRONG("1"),
    PLAIN("");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
