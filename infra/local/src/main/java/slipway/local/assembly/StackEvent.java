package slipway.local.assembly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a stack or to one of its resources.
 *
 * @param logicalId of a resource; the stack's name for the stack
 * @param physicalId empty where there is none yet
 * @param status a {@link ResourceStatus}, or the {@link StackStatus} of the stack
 * @param token of the request that it happens for; null where that had none
 */
public record StackEvent(
        String id,
        String stackId,
        String stackName,
        String logicalId,
        String physicalId,
        String type,
        Enum<?> status,
        @Nullable String reason,
        Instant at,
        @Nullable String token) {

    /** Whether it is about the stack as a whole. */
    public boolean isOfStack() {
        return status instanceof StackStatus;
    }
}
