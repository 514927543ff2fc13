package slipway.image;

import java.time.Instant;

/** Names that tests share. */
public final class Samples {
    public static final Repository SUPPORT = new Repository("111122223333", "eu-central-1", "agents/support");
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Samples() {}

    /** A digest of 64 times this hexadecimal digit. */
    public static Digest digest(String digit) {
        return new Digest("sha256:" + digit.repeat(64));
    }

    public static Image image(String tag, String digit) {
        return new Image(SUPPORT, new Tag(tag), digest(digit));
    }

    /** An image that was pushed this many minutes after noon. */
    public static Found found(String tag, String digit, int minutes) {
        return new Found(image(tag, digit), NOON.plusSeconds(60L * minutes));
    }
}
