package slipway.customresource;

import java.time.Instant;
import java.util.Optional;

/**
 * A create or an update.
 *
 * @param id of what is there; absent at a create
 * @param before the properties that it was made with; absent at a create, or where they cannot be read
 * @param note what the last {@link Step.LookAgain} of this request noted; empty at the first look
 */
public record Work<P>(
        Subject subject, Optional<PhysicalId> id, P wanted, Optional<P> before, String note, Instant now) {

    public boolean isFirstLook() {
        return note.isEmpty();
    }

    /** Whether the time is up: what is not done now fails, and is to leave nothing behind that goes on by itself. */
    public boolean isLastLook() {
        return subject.isOverAt(now);
    }
}
