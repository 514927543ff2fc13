package slipway.cli.screen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images as people name them. */
public final class Pictures {
    private static final Pattern IMAGE =
            Pattern.compile("(?:.*/)?[^/:@]+(?::(?<tag>[^@]+))?@sha256:(?<digest>[0-9a-f]{12})[0-9a-f]*");

    private Pictures() {}

    /** The tag; without one the digest's first digits; what is no image as it is. */
    public static String tag(String image) {
        Matcher parts = IMAGE.matcher(image);
        if (!parts.matches()) {
            return image;
        }
        return parts.group("tag") == null ? parts.group("digest") : parts.group("tag");
    }

    /** The tag, and the digest's first digits. */
    public static String full(String image) {
        Matcher parts = IMAGE.matcher(image);
        if (!parts.matches() || parts.group("tag") == null) {
            return tag(image);
        }
        return "%s (%s)".formatted(parts.group("tag"), parts.group("digest"));
    }
}
