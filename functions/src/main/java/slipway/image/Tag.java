package slipway.image;

import java.util.regex.Pattern;

/** A tag as a registry allows it. */
public record Tag(String value) {
    /** Tags with this prefix are Slipway's own: they keep an image from a lifecycle policy, and ask for nothing. */
    public static final String OWN_PREFIX = "slipway-";

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    public Tag {
        if (!TAG.matcher(value).matches()) {
            throw new InvalidImage(
                    "tag",
                    value,
                    "write 1 to 128 letters, digits, underscores, dots and hyphens, the first no dot and no hyphen");
        }
    }

    boolean isOwn() {
        return value.startsWith(OWN_PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
