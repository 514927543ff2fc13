package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.admission.RuntimeLock;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.ledger.Ledger;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.rollout.RolloutAction.AskApproval;
import slipway.rollout.RolloutAction.BeginBake;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.LockRuntime;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.NoteAnswer;
import slipway.rollout.RolloutAction.NoteBlocked;
import slipway.rollout.RolloutAction.NoteProof;
import slipway.rollout.RolloutAction.NoteVersion;
import slipway.rollout.RolloutAction.PointEndpoint;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.ReturnTo;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.rollout.RolloutAction.Verified;
import slipway.rollout.RolloutAction.Wait;

/** Carries out one action. What is about to be done is on record before the call, what came of it right after. */
final class Hands {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Events events;
    private final RuntimeLock lock;
    private final Versions versions;
    private final Endpoints endpoints;

    Hands(Ledger ledger, Events events, RuntimeLock lock, Versions versions, Endpoints endpoints) {
        this.ledger = ledger;
        this.events = events;
        this.lock = lock;
        this.versions = versions;
        this.endpoints = endpoints;
    }

    /** The rollout as it now stands, and what has to be waited for, if anything. */
    record Done(RolloutRecord rollout, Optional<Step> step) {
        static Done with(RolloutRecord rollout, Step step) {
            return new Done(rollout, Optional.of(step));
        }

        static Done go(RolloutRecord rollout) {
            return new Done(rollout, Optional.empty());
        }
    }

    Done act(RolloutRecord rollout, RolloutAction action, Instant now) {
        return switch (action) {
            case LockRuntime a ->
                lock.take(a.runtime(), rollout, now)
                        ? Done.go(rollout)
                        : Done.with(rollout, new Step.Pause(Duration.ofSeconds(5)));
            case MakeVersion a -> versions.make(rollout, a, now);
            case UseVersion a -> versions.use(rollout, a, now);
            case NoteVersion a -> versions.note(rollout, a);
            case Verified a -> versions.verified(rollout, a, now);
            case ReturnTo a -> versions.returnTo(rollout, a, now);
            case PointEndpoint a -> endpoints.point(rollout, a, now);
            case MoveLive a -> endpoints.moveLive(rollout, a, now);
            case MoveBack a -> endpoints.moveBack(rollout, a, now);
            case RemoveEndpoint a -> endpoints.remove(rollout, a, now);
            case RunSmokeTest a ->
                Done.with(rollout, new Step.SmokeTest(a.endpoint().value(), a.attempt()));
            case TestAgain a -> testAgain(rollout, a, now);
            case AskApproval a -> ask(rollout, a, now);
            case NoteProof a ->
                noted(
                        rollout,
                        rollout.progress().withProof(a.proof()),
                        "proof: " + a.proof().word(),
                        now);
            case NoteAnswer a ->
                noted(
                        rollout,
                        rollout.progress()
                                .withApproval(rollout.progress()
                                        .approval()
                                        .orElseThrow()
                                        .answered(a.answer())),
                        "approved by " + a.answer().by(),
                        now);
            case NoteBlocked a ->
                noted(rollout, rollout.progress().withBlocked(now), "live stays: ringing " + a.ringing(), now);
            case BeginBake a ->
                noted(
                        rollout,
                        rollout.progress().withBake(a.bake()),
                        "live is watched until " + a.bake().until(),
                        now);
            case BeginCompensation a ->
                noted(
                        rollout,
                        rollout.progress().withCompensation(a.compensation()),
                        "going back: " + a.compensation().reason(),
                        now);
            case Wait a -> Done.with(rollout, pause(a.pause()));
            case End a -> end(rollout, a, now);
        };
    }

    /** Only a longer wait can be ended early. */
    private static Step pause(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) <= 0 ? new Step.Pause(pause) : new Step.Park(pause);
    }

    private Done noted(RolloutRecord rollout, Progress progress, String what, Instant now) {
        return Done.go(ledger.save(steady(rollout, progress).noted(now, what)));
    }

    private Done testAgain(RolloutRecord rollout, TestAgain a, Instant now) {
        boolean counted = !rollout.progress().tests().equals(a.tests());
        RolloutRecord saved = counted
                ? ledger.save(steady(rollout, rollout.progress().withTests(a.tests()))
                        .noted(now, "smoke test could not be made: " + a.why()))
                : rollout;
        return Done.with(saved, pause(a.pause()));
    }

    /** Told before it is on record, and again until it is: nobody waits for an answer to what was never asked. */
    private Done ask(RolloutRecord rollout, AskApproval a, Instant now) {
        Progress progress = rollout.progress();
        Progress.Candidate candidate = progress.candidate().orElseThrow();
        events.emit(new Happening.ApprovalRequested(
                rollout.target(),
                rollout.id(),
                rollout.image(),
                a.pushedAt(),
                progress.base().flatMap(Progress.Base::live),
                candidate.version(),
                candidate.changes(),
                progress.proof().orElseThrow(),
                a.verdict(),
                a.approval().expiresAt(),
                now));
        String asked = "asked for approval until " + a.approval().expiresAt();
        return noted(rollout, progress.withApproval(a.approval()), asked, now);
    }

    private Done end(RolloutRecord rollout, End a, Instant now) {
        Ending ending = new Ending(
                a.outcome(),
                a.reason(),
                a.explanation(),
                a.consequence(),
                a.serves(),
                oldSessions(rollout, a, now),
                now,
                false);
        Progress progress = rollout.progress();
        // Whoever lets it go on has its endpoints pointed anew.
        Progress left = a.outcome() == Outcome.STUCK
                ? progress.withTests(progress.tests().afresh())
                : progress;
        return Done.go(ledger.save(steady(rollout, left)
                .ended(ending)
                .noted(now, "%s: %s".formatted(a.outcome().word(), a.reason()))));
    }

    /** Sessions keep the version that they began with, until they end. */
    private static Optional<Instant> oldSessions(RolloutRecord rollout, End a, Instant now) {
        Progress progress = rollout.progress();
        Optional<Duration> candidate = progress.candidate().map(Progress.Candidate::sessions);
        Optional<Instant> sinceMove = progress.move()
                .filter(move -> move.from().isPresent())
                .flatMap(move -> progress.base()
                        .flatMap(Progress.Base::left)
                        .map(Progress.Left::sessions)
                        .or(() -> candidate)
                        .map(move.at()::plus));
        boolean arrived =
                rollout.isReturn() && a.serves().equals(rollout.request().to());
        return switch (a.outcome()) {
            case PROMOTED -> sinceMove;
            // Live left the candidate, or, on a person's way back, what they did not want.
            case ROLLED_BACK -> arrived ? sinceMove : candidate.map(now::plus);
            case UNCHANGED, REJECTED, INCONCLUSIVE, SUPERSEDED, STUCK -> Optional.empty();
        };
    }

    /** Progress was made: passing failures are counted from nought again. */
    static RolloutRecord steady(RolloutRecord rollout, Progress progress) {
        return rollout.withProgress(progress.withStumbles(0));
    }
}
