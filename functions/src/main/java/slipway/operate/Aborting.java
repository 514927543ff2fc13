package slipway.operate;

import java.util.Optional;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Abort;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;

/** Ends the rollout under way. */
final class Aborting {
    private static final String ABORTED = "ABORTED";

    private Aborting() {}

    static Change abort(Situation now) {
        RolloutRecord rollout = now.active()
                .orElseThrow(
                        () -> Refusal.of(Code.NOTHING_UNDER_WAY, "No rollout is under way, so there is none to end.")
                                .refused());
        TargetState state = now.state();
        Optional<Abort> standing = state.orders().abort(rollout.id()).filter(_ -> !rollout.isStuck());
        if (standing.isPresent()) {
            return new Change.None("%s was told to end already, at %s by %s."
                    .formatted(rollout.id(), standing.get().at(), standing.get().by()));
        }
        Optional<Ending> over = rollout.ending().filter(_ -> !rollout.isStuck());
        if (over.isPresent()) {
            throw over(rollout, over.get());
        }
        if (rollout.isStuckForNothing() || rollout.isStuckOnWhatIsGone()) {
            return givenUp(now, rollout);
        }
        Abort abort = new Abort(rollout.id(), now.by(), now.reason(), now.now());
        TargetState next = state.withOrders(state.orders().withAbort(Optional.of(abort)));
        String id = rollout.id().value();
        // Nobody looks at one that is stuck: it is asked to go on, and ends.
        return rollout.isStuck()
                ? now.admitted(next, Cause.RETRY, "AbortOrdered", id, "%s was stuck, and ends.".formatted(id))
                : now.ordered(next, "AbortOrdered", id, did(rollout));
    }

    private static Refused over(RolloutRecord rollout, Ending ending) {
        return Refusal.of(
                        Code.NOTHING_UNDER_WAY,
                        "%s has ended already: %s, %s. To take live back: slipway rollback %s."
                                .formatted(rollout.id(), ending.outcome().word(), ending.reason(), rollout.target()))
                .refused();
    }

    private static String did(RolloutRecord rollout) {
        boolean moved = rollout.progress().move().isPresent();
        return moved
                ? "%s was told to end: live goes back to what it served before.".formatted(rollout.id())
                : "%s was told to end: live stays where it is.".formatted(rollout.id());
    }

    /** There is nothing that has to be brought to an end, or nothing to do it with. */
    private static Change givenUp(Situation now, RolloutRecord rollout) {
        TargetState free = now.state().withClaim(now.state().claim().released());
        boolean returning = rollout.isReturn();
        TargetState next = returning
                ? free.withOrders(free.orders().withRollback(Optional.empty()))
                : free.withRestraint(free.restraint().withVetoOf(rollout, ABORTED, now.now()));
        String live = rollout.progress().move().isPresent() ? "live stays where it is" : "live had not moved";
        return now.admitted(
                next,
                Cause.RELEASE,
                "AbortOrdered",
                rollout.id().value(),
                "%s was stuck and is given up; %s.".formatted(rollout.id(), live));
    }
}
