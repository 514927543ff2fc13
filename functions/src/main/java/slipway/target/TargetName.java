package slipway.target;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A target's name, {@code [a-z][a-z0-9-]{0,39}}: part of parameter names and of execution names. */
public record TargetName(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int SHOWN = 60;

    @JsonCreator
    public TargetName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "target '%s': use 1 to 40 lower-case letters, digits and hyphens, a letter first"
                            .formatted(shown(value)));
        }
    }

    /** The value comes from outside: cut short and free of control characters, or it could forge log lines. */
    private static String shown(String value) {
        String start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
