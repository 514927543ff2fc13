package slipway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The last rebuild of a ledger whose table was lost.
 *
 * @param startedAt when it was asked for, which tells it from others
 * @param dry whether it only looks
 * @param targets how many it goes through
 * @param finishedAt absent while it is under way
 */
public record Rebuild(Instant startedAt, Caller by, boolean dry, int targets, Optional<Instant> finishedAt) {

    public Rebuild finished(Instant at) {
        return new Rebuild(startedAt, by, dry, targets, Optional.of(at));
    }
}
