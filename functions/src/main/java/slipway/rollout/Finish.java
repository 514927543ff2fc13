package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.admission.Admission;
import slipway.admission.Wish;
import slipway.agentruntime.Version;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;

/**
 * Ends a rollout: the target's state first, then Parameter Store, then everybody is told, then the target is free for
 * whatever waits. Each part may be done again after a crash.
 */
final class Finish {
    private final Ledger ledger;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Events events;
    private final RuntimeLock lock;
    private final Admission admission;
    private final Attempts attempts = new Attempts();

    Finish(
            Ledger ledger,
            Parameters parameters,
            ParameterNames names,
            Events events,
            RuntimeLock lock,
            Admission admission) {
        this.ledger = ledger;
        this.parameters = parameters;
        this.names = names;
        this.events = events;
        this.lock = lock;
        this.admission = admission;
    }

    Step finish(RolloutRecord rollout, Instant now) {
        Ending ending = rollout.ending().orElseThrow();
        RolloutRecord told = rollout;
        if (!ending.told()) {
            TargetState state =
                    attempts.get(() -> ledger.save(settled(ledger.target(rollout.target()), rollout, ending)));
            writeLive(state, ending);
            events.emit(finished(rollout, ending));
            told = ledger.save(rollout.ended(ending.afterTelling()));
        }
        rollout.progress().runtime().ifPresent(runtime -> lock.release(runtime, rollout.id()));
        if (ending.outcome() != Outcome.STUCK) {
            letGo(told, ending, now);
        }
        return new Step.Finished();
    }

    private static TargetState settled(TargetState state, RolloutRecord rollout, Ending ending) {
        TargetState served = switch (ending.outcome()) {
            case PROMOTED, UNCHANGED -> serving(state, rollout);
            case REJECTED, INCONCLUSIVE, ROLLED_BACK, SUPERSEDED, STUCK -> state;
        };
        String subject = rollout.image().uri();
        Decision decision = new Decision(
                ending.at(),
                ending.outcome().word(),
                subject,
                "%s: %s. %s".formatted(rollout.id(), ending.reason(), ending.explanation()));
        return restrained(served, rollout, ending).decided(decision);
    }

    private static TargetState serving(TargetState state, RolloutRecord rollout) {
        Progress progress = rollout.progress();
        Optional<Progress.Move> move = progress.move();
        if (move.isEmpty()) {
            return adopted(state, rollout);
        }
        Served next = new Served(
                endpoint(rollout),
                rollout.image(),
                move.get().to(),
                progress.candidate().orElseThrow().configurationHash(),
                progress.proof().orElse(Proof.NONE),
                rollout.ending().orElseThrow().at());
        return state.withServing(state.serving().promoted(next));
    }

    /** Live served the image before: what is known of it stays, and what nobody proved is recorded as adopted. */
    private static TargetState adopted(TargetState state, RolloutRecord rollout) {
        Optional<Served> known = state.serving()
                .live()
                .filter(s -> s.image().digest().equals(rollout.image().digest()));
        Version version = rollout.ending().flatMap(Ending::serves).orElseThrow();
        Served live = known.map(k -> new Served(
                        endpoint(rollout), rollout.image(), version, k.configurationHash(), k.proof(), k.since()))
                .orElseGet(() -> new Served(
                        endpoint(rollout),
                        rollout.image(),
                        version,
                        "",
                        Proof.ADOPTED,
                        rollout.ending().orElseThrow().at()));
        return state.withServing(state.serving().promoted(live));
    }

    private static String endpoint(RolloutRecord rollout) {
        return DeclarationReader.accepted(Optional.of(rollout.request().declaration()))
                .flatMap(Declaration::deployment)
                .map(Declaration.Deployment::fullName)
                .orElse("");
    }

    private static TargetState restrained(TargetState state, RolloutRecord rollout, Ending ending) {
        return switch (ending.consequence()) {
            case NONE -> state;
            case VETO ->
                state.withRestraint(state.restraint()
                        .withVeto(new Veto(rollout.image().digest(), rollout.id(), ending.reason(), ending.at())));
            case HOLD ->
                state.withRestraint(state.restraint()
                        .withHold(Optional.of(new Hold(
                                Hold.Kind.FOREIGN_CHANGE,
                                "%s: %s".formatted(rollout.id(), ending.explanation()),
                                Optional.empty(),
                                ending.at()))));
            case VETO_AND_HOLD -> state;
        };
    }

    /** What live serves goes to Parameter Store; after a rollback that puts right what may have been written. */
    private void writeLive(TargetState state, Ending ending) {
        boolean ended = switch (ending.outcome()) {
            case PROMOTED, UNCHANGED, ROLLED_BACK -> true;
            case REJECTED, INCONCLUSIVE, SUPERSEDED, STUCK -> false;
        };
        if (ended) {
            state.serving().live().map(Served::image).ifPresent(image -> {
                write(names.liveImage(state.name()), image.uri());
                write(names.imageTag(state.name()), image.tag().value());
            });
        }
    }

    private void write(String name, String value) {
        if (parameters.get(name).filter(value::equals).isEmpty()) {
            parameters.put(name, value);
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
                ending.outcome(),
                ending.reason(),
                ending.explanation(),
                progress.proof().orElse(Proof.NONE),
                progress.base().flatMap(Progress.Base::live),
                progress.candidate().map(Progress.Candidate::version),
                ending.oldSessionsUntil(),
                rollout.request().desiredSince(),
                ending.at());
    }

    /** Frees the target and, in the same write, starts what it should run by now, if that is something else. */
    private void letGo(RolloutRecord rollout, Ending ending, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(rollout.target());
            Optional<RolloutId> active = state.claim().active();
            if (active.filter(rollout.id()::equals).isEmpty()) {
                // Freed before; what came after may have been claimed and not been started.
                active.flatMap(ledger::rollout).ifPresent(admission::proceed);
                return;
            }
            TargetState free = state.withClaim(state.claim().released());
            if (isSomethingLeft(free, rollout, ending)) {
                admission.admit(free, Wish.of(Cause.CONTINUATION), now);
            } else {
                ledger.save(free.withClaim(free.claim().withWaiting(Optional.empty())));
            }
        });
    }

    /** Another image, or another declaration for one that did not make it. */
    private static boolean isSomethingLeft(TargetState state, RolloutRecord rollout, Ending ending) {
        boolean made = ending.outcome() == Outcome.PROMOTED || ending.outcome() == Outcome.UNCHANGED;
        boolean declaredAnew = !made
                && !state.declaration().equals(Optional.of(rollout.request().declaration()));
        return declaredAnew
                || state.following()
                        .desired()
                        .filter(image -> !image.digest().equals(rollout.image().digest()))
                        .isPresent();
    }
}
