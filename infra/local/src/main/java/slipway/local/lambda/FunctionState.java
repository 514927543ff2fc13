package slipway.local.lambda;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether Lambda can invoke a function version.
 *
 * @param reasonCode as the API names it, {@code Idle} for example; null for an active one
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">function states</a>
 */
public record FunctionState(
        Name name, @Nullable String reasonCode, @Nullable String reason) {
    public static final FunctionState ACTIVE = new FunctionState(Name.ACTIVE, null, null);

    /** What becomes of a SnapStart version that nobody invoked for 14 days. */
    public static final FunctionState IDLE =
            new FunctionState(Name.INACTIVE, "Idle", "The function is inactive because it was not invoked.");

    static final FunctionState RESTORING =
            new FunctionState(Name.PENDING, "Restoring", "The function is being restored.");

    /** Written in capitals here, and as {@code Active} by the API. */
    public enum Name {
        PENDING,
        ACTIVE,
        INACTIVE,
        FAILED;

        String shown() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }
}
