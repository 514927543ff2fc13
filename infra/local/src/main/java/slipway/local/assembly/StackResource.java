package slipway.local.assembly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;

/**
 * A resource of a stack.
 *
 * @param wanted as it was wanted last, whether that was reached or not
 * @param made null where nothing is there
 * @param reason why it is not as wanted; null where it is
 */
public record StackResource(
        Wanted wanted,
        @Nullable Made made,
        Retention retention,
        ResourceStatus status,
        @Nullable String reason,
        Instant at) {

    public String logicalId() {
        return wanted.logicalId();
    }

    public String type() {
        return wanted.type();
    }

    /** Empty where nothing is there. */
    public String physicalId() {
        return made == null ? "" : made.physicalId();
    }

    /** Whether nothing has to be done for it to be like this. */
    boolean is(Wanted other) {
        return made != null
                && status != ResourceStatus.CREATE_FAILED
                && status != ResourceStatus.UPDATE_FAILED
                && wanted.properties().equals(other.properties());
    }

    StackResource with(Retention now) {
        return new StackResource(wanted, made, now, status, reason, at);
    }
}
