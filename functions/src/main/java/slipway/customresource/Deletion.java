package slipway.customresource;

import java.time.Instant;

/**
 * A delete. Its properties are not read: what could not be made may have wrong ones, and has to go all the same.
 *
 * @param note what the last {@link Step.LookAgain} of this request noted; empty at the first look
 */
public record Deletion(Subject subject, PhysicalId id, String note, Instant now) {

    public boolean isFirstLook() {
        return note.isEmpty();
    }

    /** Whether the time is up: what is not gone now fails. */
    public boolean isLastLook() {
        return subject.isOverAt(now);
    }
}
