package slipway.customresource;

import java.nio.charset.StandardCharsets;

/** What CloudFormation knows a resource by: not empty, at most 1,024 bytes, the same for as long as it is the same thing. */
public record PhysicalId(String value) {
    private static final int MOST = 1024;
    private static final String NOTHING = "nothing-was-made";

    public PhysicalId {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank() || bytes > MOST) {
            throw new IllegalArgumentException("a physical id has 1 to %d bytes, not %d".formatted(MOST, bytes));
        }
    }

    /** What a failed create is known by: deleting it does nothing. */
    public static PhysicalId nothing() {
        return new PhysicalId(NOTHING);
    }

    public boolean isNothing() {
        return value.equals(NOTHING);
    }

    @Override
    public String toString() {
        return value;
    }
}
