package slipway.customresource;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What CloudFormation knows a resource by: not empty, at most 1,024 bytes, the same for as long as it is the same thing. */
public record PhysicalId(String value) {
    private static final int MOST = 1024;
    private static final String NOTHING = "nothing-was-made";

    public PhysicalId {
        if (!fits(value)) {
            throw new IllegalArgumentException("a physical id has 1 to %d bytes, not %d".formatted(MOST, bytes(value)));
        }
    }

    /** What a failed create is known by: deleting it does nothing. */
    public static PhysicalId nothing() {
        return new PhysicalId(NOTHING);
    }

    static Optional<PhysicalId> parse(String text) {
        return fits(text) ? Optional.of(new PhysicalId(text)) : Optional.empty();
    }

    public boolean isNothing() {
        return value.equals(NOTHING);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean fits(String text) {
        return !text.isBlank() && bytes(text) <= MOST;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
