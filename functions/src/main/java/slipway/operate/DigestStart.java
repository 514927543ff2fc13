package slipway.operate;

import java.util.regex.Pattern;
import slipway.agentruntime.ConfigurationHash;
import slipway.image.Digest;

/** A digest's or a configuration's hash, or so much of its beginning that it is hardly another one's: 12 to 64 hexadecimal digits. */
record DigestStart(String hex) {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{12,64}");

    /** @throws IllegalArgumentException with the remedy */
    static DigestStart parse(String text) {
        String hex = text.startsWith(ALGORITHM) ? text.substring(ALGORITHM.length()) : text;
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("write the digest, or at least the first 12 of its hexadecimal digits");
        }
        return new DigestStart(hex);
    }

    boolean begins(ConfigurationHash configuration) {
        return configuration.value().startsWith(hex);
    }

    boolean begins(Digest digest) {
        return digest.value().startsWith(ALGORITHM + hex);
    }
}
