package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;

/** The identifiers that IAM gives; here the same for the same ARN. */
public final class UniqueId {
    private static final int LENGTH = 17;

    private UniqueId() {}

    /** @param kind the four letters that begin it, {@code AROA} for a role */
    public static String of(String kind, String arn) {
        String digits = UUID.nameUUIDFromBytes(arn.getBytes(UTF_8)).toString().replace("-", "");
        return kind + digits.substring(0, LENGTH).toUpperCase(Locale.ROOT);
    }
}
