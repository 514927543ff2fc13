package slipway.target;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A target's name, {@code [a-z][a-z0-9-]{0,39}}: part of parameter names and of execution names. */
public record TargetName(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    @JsonCreator
    public TargetName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "target '%s': use 1 to 40 lower-case letters, digits and hyphens, a letter first"
                            .formatted(value.length() > 60 ? value.substring(0, 60) + "…" : value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
