package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.admission.Admission;
import slipway.admission.Configuring;
import slipway.admission.RuntimeLock;
import slipway.admission.Wish;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Ledger;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.monitor.AlarmName;
import slipway.parameter.LiveImage;
import slipway.target.BakeSpec;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;

/**
 * Ends a rollout: the target's state first, then Parameter Store, then everybody is told, then what is done after
 * every end, then the target is free for whatever waits. Each part may be done again after a crash.
 */
final class Finish {
    private final Ledger ledger;
    private final LiveImage live;
    private final Events events;
    private final RuntimeLock lock;
    private final Admission admission;
    private final Aftermath aftermath;
    private final Attempts attempts = new Attempts();

    Finish(Advance.World world, RuntimeLock lock, Aftermath aftermath) {
        this.ledger = world.ledger();
        this.live = new LiveImage(world.parameters(), world.names());
        this.events = world.events();
        this.lock = lock;
        this.admission = world.admission();
        this.aftermath = aftermath;
    }

    Step finish(RolloutRecord rollout, Instant now) {
        Ending ending = rollout.ending().orElseThrow();
        RolloutRecord told = rollout;
        if (!ending.told()) {
            Optional<TargetState> state = settled(rollout, ending);
            if (state.isEmpty()) {
                ledger.save(rollout.goingOn().noted(now, "not the end: live is wanted back"));
                return new Step.Pause(Policy.standard().shortest());
            }
            writeLive(state.get(), ending);
            events.emit(finished(rollout, ending));
            told = ledger.save(rollout.ended(ending.afterTelling()));
        }
        if (ending.outcome() == Outcome.STUCK) {
            rollout.progress().runtime().ifPresent(runtime -> lock.release(runtime, rollout.id()));
            return new Step.Finished();
        }
        Hands.Done tidied = aftermath.tidy(told, now);
        if (tidied.step().isPresent()) {
            return tidied.step().get();
        }
        rollout.progress().runtime().ifPresent(runtime -> lock.leave(runtime, rollout.id()));
        watched(rollout).forEach(alarm -> ledger.unwatch(alarm, rollout.target()));
        letGo(tidied.rollout(), now);
        return new Step.Finished();
    }

    /** Empty where somebody wanted live back while the rollout came to its end: it takes live back itself. */
    private Optional<TargetState> settled(RolloutRecord rollout, Ending ending) {
        return attempts.get(() -> {
            TargetState state = ledger.target(rollout.target());
            boolean recalled = state.orders().abort(rollout.id()).isPresent()
                    || state.orders().ring(rollout.id()).isPresent();
            return ending.outcome() == Outcome.PROMOTED && recalled
                    ? Optional.empty()
                    : Optional.of(ledger.save(Settlement.of(state, rollout, ending)));
        });
    }

    private static List<AlarmName> watched(RolloutRecord rollout) {
        return rollout.progress().move().isEmpty()
                ? List.of()
                : deployment(Optional.of(rollout.request().declaration()))
                        .flatMap(Declaration.Deployment::bake)
                        .map(BakeSpec::alarms)
                        .orElse(List.of());
    }

    private static Optional<Declaration.Deployment> deployment(Optional<String> declaration) {
        return DeclarationReader.accepted(declaration).flatMap(Declaration::deployment);
    }

    /** What live serves goes to Parameter Store; after a rollback that puts right what may have been written. */
    private void writeLive(TargetState state, Ending ending) {
        boolean ended = switch (ending.outcome()) {
            case PROMOTED, UNCHANGED, ROLLED_BACK -> true;
            case REJECTED, INCONCLUSIVE, SUPERSEDED, STUCK -> false;
        };
        if (ended) {
            live.write(state);
        }
    }

    private static Happening finished(RolloutRecord rollout, Ending ending) {
        Progress progress = rollout.progress();
        return new Happening.RolloutFinished(
                rollout.target(),
                rollout.id(),
                rollout.cause(),
                rollout.request().by(),
                rollout.image(),
                rollout.request().configuration(),
                ending.outcome(),
                ending.reason(),
                ending.explanation(),
                progress.proof().orElse(Proof.NONE),
                progress.base().flatMap(Progress.Base::live),
                progress.candidate().map(Progress.Candidate::version),
                ending.oldSessionsUntil(),
                rollout.request().desiredSince(),
                rollout.request().startedAt(),
                ending.at());
    }

    /** Frees the target and, in the same write, starts what it should run by now, if that is something else. */
    private void letGo(RolloutRecord rollout, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(rollout.target());
            Optional<RolloutId> active = state.claim().active();
            if (active.filter(rollout.id()::equals).isEmpty()) {
                // Freed before; what came after may have been claimed and not been started.
                active.flatMap(ledger::rollout).ifPresent(admission::proceed);
                return;
            }
            TargetState free = state.withClaim(state.claim().released());
            if (isChangedByItsOwner(free)) {
                admission.admit(free, Wish.of(Cause.CONFIGURATION), now);
            } else if (isSomethingLeft(free, rollout)) {
                admission.admit(free, Wish.of(Cause.CONTINUATION), now);
            } else {
                ledger.save(free.withClaim(free.claim().withWaiting(Optional.empty())));
            }
        });
    }

    private static boolean isChangedByItsOwner(TargetState state) {
        return state.claim()
                .waiting()
                .filter(waiting -> waiting.cause() == Cause.CONFIGURATION)
                .isPresent();
    }

    /**
     * A way back, a stack's configuration, another image, or another declaration, which may name another endpoint or
     * help where one failed; and the image itself, where what it gave way to or was vetoed for went while it ended.
     */
    private static boolean isSomethingLeft(TargetState state, RolloutRecord rollout) {
        boolean declaredAnew =
                !state.declaration().equals(Optional.of(rollout.request().declaration()));
        boolean due = deployment(state.declaration())
                .flatMap(deployment -> Configuring.due(state, deployment))
                .isPresent();
        return state.orders().rollback().isPresent()
                || due
                || declaredAnew
                || isWantedAgain(state, rollout)
                || state.following()
                        .desired()
                        .filter(image -> !image.digest().equals(rollout.image().digest()))
                        .isPresent();
    }

    /** Whoever wanted it meanwhile was told that it was under way. */
    private static boolean isWantedAgain(TargetState state, RolloutRecord rollout) {
        Ending ending = rollout.ending().orElseThrow();
        boolean lifted = ending.consequence() == Consequence.VETO
                && rollout.cause() != Cause.CONFIGURATION
                && state.restraint().veto(rollout.image().digest()).isEmpty();
        boolean open = ending.outcome() == Outcome.SUPERSEDED
                || (lifted && ending.outcome() == Outcome.REJECTED)
                || (lifted && ending.outcome() == Outcome.ROLLED_BACK && rollout.cause() != Cause.ROLLBACK);
        return open && state.restraint().hold().isEmpty();
    }
}
