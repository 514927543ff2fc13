package slipway.customresource;

import java.time.Instant;

/**
 * Which resource of which stack a request is about.
 *
 * @param stack the stack's ARN
 * @param key names the request, in 64 hexadecimal digits: the same for every delivery of it, and no other's
 * @param deadline when it is answered as failed, whatever it is up to
 */
public record Subject(String stack, String logicalId, String key, Instant deadline) {

    /** Whether the time is up. */
    public boolean isOverAt(Instant now) {
        return !now.isBefore(deadline);
    }
}
