package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.RuntimeState;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.LockRuntime;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.NoteProof;
import slipway.rollout.RolloutAction.PointCandidate;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.rollout.RolloutAction.Verified;
import slipway.rollout.RolloutAction.Wait;

/** Carries out one action. What is about to be done is on record before the call, what came of it right after. */
final class Hands {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration AFTER_A_MOVE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final RuntimeLock lock;
    private final Place place;

    Hands(Ledger ledger, AgentRuntimes runtimes, RuntimeLock lock, Place place) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.lock = lock;
        this.place = place;
    }

    /** The rollout as it now stands, and what has to be waited for, if anything. */
    record Done(RolloutRecord rollout, Optional<Step> step) {
        static Done with(RolloutRecord rollout, Step step) {
            return new Done(rollout, Optional.of(step));
        }
    }

    Done act(RolloutRecord rollout, RolloutAction action, Instant now) {
        return switch (action) {
            case LockRuntime a ->
                lock.take(a.runtime(), rollout, now)
                        ? go(rollout)
                        : Done.with(rollout, new Step.Pause(Duration.ofSeconds(5)));
            case MakeVersion a -> make(rollout, a, now);
            case UseVersion a -> use(rollout, a, now);
            case Verified a -> verified(rollout, a, now);
            case PointCandidate a -> point(rollout, a, now);
            case RunSmokeTest a ->
                Done.with(rollout, new Step.SmokeTest(a.endpoint().value(), a.attempt()));
            case NoteProof a ->
                go(ledger.save(steady(rollout, rollout.progress().withProof(a.proof()))
                        .noted(now, "proof: " + a.proof().word())));
            case TestAgain a -> testAgain(rollout, a, now);
            case MoveLive a -> moveLive(rollout, a, now);
            case BeginCompensation a ->
                go(ledger.save(steady(rollout, rollout.progress().withCompensation(a.compensation()))
                        .noted(now, "going back: " + a.compensation().reason())));
            case MoveBack a -> {
                runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.to(), token(rollout, "back", a.endpoint(), a.to()));
                yield go(
                        ledger.save(rollout.noted(now, "%s moves back to version %s".formatted(a.endpoint(), a.to()))));
            }
            case RemoveEndpoint a -> {
                runtimes.deleteEndpoint(
                        a.runtime(),
                        a.endpoint(),
                        Making.token("%s/%d/remove/%s".formatted(rollout.id(), rollout.revision(), a.endpoint())));
                yield Done.with(
                        ledger.save(rollout.noted(now, "%s is removed".formatted(a.endpoint()))),
                        new Step.Pause(AFTER_A_MOVE));
            }
            case Wait a -> Done.with(rollout, new Step.Pause(a.pause()));
            case End a -> end(rollout, a, now);
        };
    }

    private Done make(RolloutRecord rollout, MakeVersion a, Instant now) {
        RolloutRecord intended = ledger.save(steady(rollout, rollout.progress().withUpdate(a.base(), a.update()))
                .noted(now, "updating the runtime from version " + a.base().version()));
        ledger.save(ledger.runtime(a.runtime()).withIntent(rollout.id(), a.wanted()));
        Version made =
                runtimes.update(a.runtime(), a.wanted().updateBody(a.update().token()));
        if (made.number() != a.update().highest().number() + 1) {
            // Somebody else's version lies between: the next look decides.
            return go(intended);
        }
        String hash = a.wanted().configurationHash();
        return candidate(
                intended, a.runtime(), a.base(), new Progress.Candidate(made, true, false, hash, a.changes()), now);
    }

    private Done use(RolloutRecord rollout, UseVersion a, Instant now) {
        return candidate(rollout, a.runtime(), a.base(), a.candidate(), now);
    }

    private Done candidate(
            RolloutRecord rollout,
            slipway.agentruntime.RuntimeId runtime,
            Progress.Base base,
            Progress.Candidate candidate,
            Instant now) {
        if (candidate.made()) {
            RuntimeState state = ledger.runtime(runtime);
            ledger.save(state.withMade(candidate.version(), rollout.id()));
        }
        String how = candidate.made() ? "version %s made" : "version %s is what is wanted already";
        return go(ledger.save(steady(rollout, rollout.progress().withCandidate(base, candidate))
                .noted(now, how.formatted(candidate.version()))));
    }

    private Done verified(RolloutRecord rollout, Verified a, Instant now) {
        RolloutRecord base = rollout;
        Progress.Base from = rollout.progress().base().orElseThrow();
        RolloutRecord saved = ledger.save(steady(base, base.progress().withCandidate(from, a.candidate()))
                .noted(
                        now,
                        "version %s is READY and read back equal"
                                .formatted(a.candidate().version())));
        lock.release(a.runtime(), rollout.id());
        return go(saved);
    }

    private Done point(RolloutRecord rollout, PointCandidate a, Instant now) {
        String token = token(rollout, "candidate", a.endpoint(), a.version());
        if (a.exists()) {
            runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.version(), token);
        } else {
            runtimes.createEndpoint(a.runtime(), a.endpoint(), a.version(), token, tags());
        }
        Progress pointed =
                rollout.progress().withTests(rollout.progress().tests().pointed());
        return go(ledger.save(
                steady(rollout, pointed).noted(now, "%s points to version %s".formatted(a.endpoint(), a.version()))));
    }

    private Done testAgain(RolloutRecord rollout, TestAgain a, Instant now) {
        boolean counted = !rollout.progress().tests().equals(a.tests());
        RolloutRecord saved = counted
                ? ledger.save(steady(rollout, rollout.progress().withTests(a.tests()))
                        .noted(now, "smoke test could not be made: " + a.why()))
                : rollout;
        boolean shortOne = a.pause().compareTo(LONGEST_PAUSE) <= 0;
        return Done.with(saved, shortOne ? new Step.Pause(a.pause()) : new Step.Park(a.pause()));
    }

    private Done moveLive(RolloutRecord rollout, MoveLive a, Instant now) {
        RolloutRecord intended = ledger.save(steady(rollout, rollout.progress().withMove(a.move()))
                .noted(
                        now,
                        "%s moves to version %s"
                                .formatted(a.endpoint(), a.move().to())));
        String token = token(rollout, "live", a.endpoint(), a.move().to());
        if (a.move().from().isPresent()) {
            runtimes.moveEndpoint(a.runtime(), a.endpoint(), a.move().to(), token);
        } else {
            runtimes.createEndpoint(a.runtime(), a.endpoint(), a.move().to(), token, tags());
        }
        return go(ledger.save(
                intended.withProgress(intended.progress().withMove(a.move().taken()))));
    }

    private Done end(RolloutRecord rollout, End a, Instant now) {
        Ending ending = new Ending(
                a.outcome(), a.reason(), a.explanation(), a.consequence(), a.serves(), Optional.empty(), now, false);
        return go(ledger.save(steady(rollout, rollout.progress())
                .ended(ending)
                .noted(now, "%s: %s".formatted(a.outcome().word(), a.reason()))));
    }

    /** Progress was made: passing failures are counted from nought again. */
    private static RolloutRecord steady(RolloutRecord rollout, Progress progress) {
        return rollout.withProgress(progress.withStumbles(0));
    }

    private Map<String, String> tags() {
        return Map.of(Place.TAG, place.controlPlane());
    }

    private static String token(RolloutRecord rollout, String what, EndpointName endpoint, Version version) {
        return Making.token("%s/%d/%s/%s/%s".formatted(rollout.id(), rollout.revision(), what, endpoint, version));
    }

    private static Done go(RolloutRecord rollout) {
        return new Done(rollout, Optional.empty());
    }
}
