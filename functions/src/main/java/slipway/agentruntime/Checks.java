package slipway.agentruntime;

import java.util.regex.Pattern;

/** Refuses a value that AgentCore's model would refuse, naming it and what it may be. */
final class Checks {
    private static final int SHOWN = 100;

    private Checks() {}

    static void matches(String field, Pattern pattern, String value, String remedy) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("%s \"%s\": %s".formatted(field, shown(value), remedy));
        }
    }

    static String shown(String value) {
        var start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
