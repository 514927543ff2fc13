package slipway.admission;

import java.util.Optional;
import slipway.ledger.Caller;
import slipway.ledger.Cause;

/**
 * What asks for a rollout.
 *
 * @param by the person who does, if one does
 */
public record Wish(Cause cause, Optional<Caller> by) {

    /** Something that happened. */
    public static Wish of(Cause cause) {
        return new Wish(cause, Optional.empty());
    }

    /** A person's. */
    public static Wish of(Cause cause, Caller by) {
        return new Wish(cause, Optional.of(by));
    }
}
