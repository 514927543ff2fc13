package slipway.rollout;

import java.time.Instant;
import slipway.admission.RuntimeLock;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;
import slipway.rollout.Hands.Done;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.NoteVersion;
import slipway.rollout.RolloutAction.ReturnTo;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.rollout.RolloutAction.Verified;

/** Makes versions, and takes those that are there. */
final class Versions {
    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final RuntimeLock lock;

    Versions(Ledger ledger, AgentRuntimes runtimes, RuntimeLock lock) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.lock = lock;
    }

    Done make(RolloutRecord rollout, MakeVersion a, Instant now) {
        RolloutRecord intended = ledger.save(Hands.steady(
                        rollout, rollout.progress().withUpdate(a.base(), a.update()))
                .noted(now, "updating the runtime from version " + a.base().version()));
        ledger.save(ledger.runtime(a.runtime()).withIntent(rollout.id(), a.wanted()));
        Version made =
                runtimes.update(a.runtime(), a.wanted().updateBody(a.update().token()));
        if (made.number() != a.update().highest().number() + 1) {
            // Somebody else's version lies between: the next look decides.
            return Done.go(intended);
        }
        Progress.Candidate candidate = new Progress.Candidate(
                made,
                true,
                false,
                a.wanted().configurationHash(),
                a.changes(),
                a.wanted().maxSessionLifetime());
        return candidate(intended, a.runtime(), a.base(), candidate, now);
    }

    Done use(RolloutRecord rollout, UseVersion a, Instant now) {
        return candidate(rollout, a.runtime(), a.base(), a.candidate(), now);
    }

    private Done candidate(
            RolloutRecord rollout, RuntimeId runtime, Progress.Base base, Progress.Candidate candidate, Instant now) {
        if (candidate.made()) {
            RuntimeState state = ledger.runtime(runtime);
            ledger.save(state.withMade(candidate.version(), rollout.id()));
        }
        String how = candidate.made() ? "version %s made" : "version %s is what is wanted already";
        return Done.go(ledger.save(Hands.steady(rollout, rollout.progress().withCandidate(base, candidate))
                .noted(now, how.formatted(candidate.version()))));
    }

    Done note(RolloutRecord rollout, NoteVersion a) {
        ledger.save(ledger.runtime(a.runtime()).withMade(a.version(), rollout.id()));
        return Done.go(rollout);
    }

    Done verified(RolloutRecord rollout, Verified a, Instant now) {
        Progress.Base from = rollout.progress().base().orElseThrow();
        String what = "version %s is READY and read back equal"
                .formatted(a.candidate().version());
        RolloutRecord saved =
                ledger.save(Hands.steady(rollout, rollout.progress().withCandidate(from, a.candidate()))
                        .noted(now, what));
        lock.release(a.runtime(), rollout.id());
        return Done.go(saved);
    }

    /** From now on nobody prunes the version. */
    Done returnTo(RolloutRecord rollout, ReturnTo a, Instant now) {
        ledger.save(ledger.runtime(a.runtime()).usedBy(rollout.id()));
        Progress taken =
                rollout.progress().withCandidate(a.base(), a.candidate()).withProof(a.proof());
        String what = "going back to version " + a.candidate().version();
        return Done.go(ledger.save(Hands.steady(rollout, taken).noted(now, what)));
    }
}
