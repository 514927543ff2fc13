package slipway.image;

import java.util.regex.Pattern;

/** A manifest's SHA-256 digest: what an image is, whatever it is called. */
public record Digest(String value) {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern DIGEST = Pattern.compile(ALGORITHM + "[0-9a-f]{64}");
    private static final int SHORT = 12;

    public Digest {
        if (!DIGEST.matcher(value).matches()) {
            throw new InvalidImage("digest", value, "write sha256: and 64 lower-case hexadecimal digits");
        }
    }

    /** The first 12 hexadecimal digits, for people. */
    public String shortForm() {
        return value.substring(ALGORITHM.length(), ALGORITHM.length() + SHORT);
    }

    @Override
    public String toString() {
        return value;
    }
}
