package slipway.agentruntime;

import java.util.regex.Pattern;

/** A runtime's name, as its owner gave it. */
public record RuntimeName(String value) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");

    public RuntimeName {
        Checks.matches("runtime name", NAME, value, "write a letter, then up to 47 letters, digits and underscores");
    }

    @Override
    public String toString() {
        return value;
    }
}
