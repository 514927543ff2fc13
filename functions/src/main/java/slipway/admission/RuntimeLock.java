package slipway.admission;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.RuntimeId;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;

/**
 * One update of a runtime at a time, whichever target asks. No clock takes the lock away: who finds it held looks at
 * its owner, takes it over from one that has ended, and sees that the others go on.
 */
public final class RuntimeLock {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLock.class);

    private final Ledger ledger;
    private final Admission admission;

    public RuntimeLock(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    public boolean take(RuntimeId runtime, RolloutRecord rollout, Instant now) {
        RuntimeState state = ledger.runtime(runtime);
        Optional<RolloutId> owner = state.lock().map(RuntimeState.Lock::owner);
        if (owner.isPresent() && !owner.get().equals(rollout.id()) && isOwned(owner.get())) {
            return false;
        }
        try {
            ledger.save(state.lockedBy(rollout.id(), now));
            return true;
        } catch (LedgerConflict e) {
            return false;
        }
    }

    private boolean isOwned(RolloutId owner) {
        Optional<RolloutRecord> holder = ledger.rollout(owner);
        if (!isNeeded(holder)) {
            LOG.warn("rollout {} did not come to let its runtime go", owner);
            return false;
        }
        admission.proceed(holder.get());
        return true;
    }

    /** Frees the runtime of a rollout that has ended; one that still needs the lock is seen to run. */
    public void free(RuntimeId runtime) {
        RuntimeState state = ledger.runtime(runtime);
        Optional<RolloutId> owner = state.lock().map(RuntimeState.Lock::owner);
        if (owner.isPresent() && !isOwned(owner.get())) {
            ledger.save(state.unlocked());
        }
    }

    /** Whether the rollout that holds the lock has need of it. */
    public static boolean isNeeded(Optional<RolloutRecord> holder) {
        return holder.filter(RuntimeLock::needsIt).isPresent();
    }

    /** Until its version is verified, and again for what comes after its end. */
    private static boolean needsIt(RolloutRecord holder) {
        Progress progress = holder.progress();
        if (holder.ending().isPresent()) {
            return progress.aftermath()
                    .filter(a -> a.stage() != Progress.Aftermath.Stage.DONE)
                    .isPresent();
        }
        return progress.candidate().filter(Progress.Candidate::verified).isEmpty();
    }

    /** The rollout has ended, and uses the runtime no more. */
    public void leave(RuntimeId runtime, RolloutId rollout) {
        RuntimeState state = ledger.runtime(runtime);
        if (state.lockedBy(rollout) || state.users().contains(rollout)) {
            ledger.save(state.leftBy(rollout));
        }
    }

    public void release(RuntimeId runtime, RolloutId rollout) {
        RuntimeState state = ledger.runtime(runtime);
        if (state.lockedBy(rollout)) {
            ledger.save(state.unlocked());
        }
    }
}
