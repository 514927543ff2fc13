package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.Attempts;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;

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
            letGo(told, now);
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
        Served live = known.map(k -> new Served(rollout.image(), version, k.configurationHash(), k.proof(), k.since()))
                .orElseGet(() -> new Served(
                        rollout.image(),
                        version,
                        "",
                        Proof.ADOPTED,
                        rollout.ending().orElseThrow().at()));
        return state.withServing(state.serving().promoted(live));
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
                                ending.at()))));
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
                rollout.image(),
                ending.outcome(),
                ending.reason(),
                progress.proof().orElse(Proof.NONE),
                progress.base().flatMap(Progress.Base::live),
                progress.candidate().map(Progress.Candidate::version),
                rollout.desiredSince(),
                ending.at());
    }

    /** Frees the target in the same write that starts what it should run by now, so that this is not lost. */
    private void letGo(RolloutRecord rollout, Instant now) {
        attempts.run(() -> {
            TargetState state = ledger.target(rollout.target());
            boolean mine = state.claim().active().filter(rollout.id()::equals).isPresent();
            TargetState free = mine ? state.withClaim(state.claim().released()) : state;
            Optional<Image> desired = free.following().desired();
            if (desired.filter(image -> !image.digest().equals(rollout.image().digest()))
                    .isPresent()) {
                // Again, perhaps: what was admitted before a crash may have no execution yet.
                admission.admit(free, Cause.CONTINUATION, now);
            } else if (mine) {
                ledger.save(free);
            }
        });
    }
}
