package slipway.admission;

import java.time.Instant;
import java.util.Optional;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Waiting;

/** What waits for a rollout to end. */
final class Queue {
    private Queue() {}

    /**
     * Only the newest image waits, and none for which it would wait in vain; a configuration that its owner has changed
     * goes out with it.
     *
     * @param underWay the image of the rollout that has to end first
     */
    static TargetState queued(TargetState state, Image underWay, Wish wish, Instant now) {
        Cause cause = wish.cause() == Cause.CONFIGURATION ? Cause.CONTINUATION : wish.cause();
        Optional<Waiting> next = state.following()
                .desired()
                .filter(image -> !image.digest().equals(underWay.digest()))
                .filter(image -> state.restraint().veto(image.digest()).isEmpty())
                .map(image -> new Waiting(image, cause, now))
                .or(() -> state.claim().waiting().filter(waiting -> waiting.cause() == Cause.CONFIGURATION));
        return state.withClaim(state.claim().withWaiting(next));
    }
}
