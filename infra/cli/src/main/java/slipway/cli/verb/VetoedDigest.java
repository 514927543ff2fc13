package slipway.cli.verb;

import java.util.regex.Pattern;

/** A digest's or a configuration's hash, or its beginning: {@code sha256:} may be left out, 12 hexadecimal digits may not. */
public record VetoedDigest(String value) {
    private static final Pattern FORM = Pattern.compile("(sha256:)?[0-9a-f]{12,64}");

    public VetoedDigest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'%s': write a digest or a configuration, or its first 12 hexadecimal digits at least; veto list shows them"
                            .formatted(value));
        }
    }
}
