package slipway.agentruntime;

import java.util.regex.Pattern;

/** The SHA-256 of a {@link ConfigurationChange}, in 64 hexadecimal digits: the same for changes that mean the same. */
public record ConfigurationHash(String value) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ConfigurationHash {
        Checks.matches("configuration hash", HASH, value, "write all of its 64 hexadecimal digits");
    }

    /** The first 12 digits, for people. */
    public String shortForm() {
        return value.substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
