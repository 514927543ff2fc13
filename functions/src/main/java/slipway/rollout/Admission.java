package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.TargetState.Waiting;
import slipway.target.Declaration;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.Declared;

/**
 * The one door to a rollout. Everything that wants one comes through here, as often as it likes: a rollout that runs
 * is not started twice, and one whose execution died goes on in another.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Ledger ledger;
    private final Executions executions;
    private final Events events;

    public Admission(Ledger ledger, Executions executions, Events events) {
        this.ledger = ledger;
        this.executions = executions;
        this.events = events;
    }

    /** Decides about the image that the target should run, writes the decision down with the state, and acts on it. */
    public void admit(TargetState state, Cause cause, Instant now) {
        Optional<Declaration> declaration = declaration(state);
        Optional<Image> desired = state.following().desired();
        if (declaration.isEmpty() || desired.isEmpty()) {
            ledger.save(state);
            return;
        }
        Optional<Deployment> deployment = declaration.get().deployment();
        if (deployment.isEmpty()) {
            decided(state, now, "PublishOnly", desired.get(), "the declaration names no runtime");
            return;
        }
        admit(released(state, deployment.get()), deployment.get(), desired.get(), cause, now);
    }

    private void admit(TargetState state, Deployment deployment, Image image, Cause cause, Instant now) {
        if (state.claim().active().isPresent()) {
            meet(state, deployment, state.claim().active().get(), image, cause, now);
            return;
        }
        Optional<Hold> hold = state.restraint().hold();
        Optional<Veto> veto = state.restraint().veto(image.digest());
        TargetState idle = state.withClaim(state.claim().withWaiting(Optional.empty()));
        if (hold.isPresent()) {
            decided(idle, now, "Held", image, hold.get().reason());
        } else if (veto.isPresent()) {
            decided(
                    idle,
                    now,
                    "Vetoed",
                    image,
                    "rollout %s ended: %s"
                            .formatted(veto.get().rollout(), veto.get().reason()));
        } else if (cause != Cause.RETRY && isLive(state, deployment, image)) {
            decided(idle, now, "AlreadyLive", image, "live serves it");
        } else {
            start(state, image, cause, now);
        }
    }

    private void start(TargetState state, Image image, Cause cause, Instant now) {
        RolloutId id = RolloutId.of(state.name(), state.claim().sequence() + 1);
        Instant since = state.claim().waiting().map(Waiting::at).orElse(now);
        RolloutRecord rollout = RolloutRecord.admitted(
                id, state.name(), image, cause, state.declaration().orElseThrow(), since, now);
        RolloutRecord saved = ledger.save(rollout.withRevision(leftover(id)));
        ledger.save(state.withClaim(state.claim().taken(id))
                .decided(new Decision(now, "Started", image.uri(), id + ", cause: " + cause.inName())));
        LOG.info("target {}: rollout {} of {} admitted, cause {}", state.name(), id, image.uri(), cause.inName());
        run(saved);
    }

    /**
     * The revision of a record that a start left behind which never came to claim the target. One that has begun
     * belongs to a rollout that was claimed since the target was read.
     */
    private long leftover(RolloutId id) {
        Optional<RolloutRecord> found = ledger.rollout(id);
        if (found.isPresent() && found.get().hasBegun()) {
            throw new LedgerConflict("rollout " + id);
        }
        return found.map(RolloutRecord::revision).orElse(0L);
    }

    /** A rollout owns the target already. */
    private void meet(
            TargetState state, Deployment deployment, RolloutId active, Image image, Cause cause, Instant now) {
        RolloutRecord rollout =
                ledger.rollout(active).orElseThrow(() -> new IllegalStateException("no record of " + active));
        if (rollout.isStuckForNothing()) {
            // It has changed nothing that has to be brought to an end, and what it lacked may be there now.
            TargetState free = state.withClaim(state.claim().released());
            admit(free, deployment, image, cause, now);
            return;
        }
        boolean same = rollout.image().digest().equals(image.digest());
        Optional<Waiting> next = same ? Optional.empty() : Optional.of(new Waiting(image, cause, now));
        TargetState queued = state.withClaim(state.claim().withWaiting(next));
        if (rollout.isStuck() && cause != Cause.PUSH) {
            RolloutRecord resumed =
                    ledger.save(rollout.continued().noted(now, "asked to go on, cause: " + cause.inName()));
            decided(queued, now, "Resumed", image, active + " goes on where it was stuck");
            run(resumed);
            return;
        }
        decided(
                queued,
                now,
                same ? "UnderWay" : "Waits",
                image,
                same ? active + " rolls it out" : active + " has to end first");
        proceed(rollout);
        if (!same) {
            ledger.parked(active).ifPresent(executions::wake);
        }
    }

    /** Sees that a rollout which is not over has an execution. */
    public void proceed(RolloutRecord rollout) {
        if (!rollout.isStuck()) {
            run(rollout);
        }
    }

    private void run(RolloutRecord rollout) {
        tell(rollout);
        if (executions.start(rollout) instanceof Executions.Start.Over over) {
            LOG.warn(
                    "rollout {}: execution {} is over before the rollout; the next one goes on",
                    rollout.id(),
                    over.execution());
            run(ledger.save(rollout.continued()));
        }
    }

    /** Told before it runs, and again until it does: nothing rolls out untold, whatever dies here. */
    private void tell(RolloutRecord rollout) {
        if (rollout.segment() == 1 && rollout.execution().isEmpty()) {
            events.emit(new Happening.RolloutStarted(
                    rollout.target(), rollout.id(), rollout.cause(), rollout.image(), rollout.startedAt()));
        }
    }

    private static boolean isLive(TargetState state, Deployment deployment, Image image) {
        return state.serving()
                .live()
                .filter(live -> live.image().digest().equals(image.digest()))
                .filter(live -> live.endpoint().equals(deployment.fullName()))
                .isPresent();
    }

    /** A foreign change holds until the declaration takes its configuration from the latest version. */
    private static TargetState released(TargetState state, Deployment deployment) {
        boolean accepted = state.restraint()
                        .hold()
                        .filter(h -> h.kind() == Hold.Kind.FOREIGN_CHANGE)
                        .isPresent()
                && deployment.configurationFrom() == ConfigurationFrom.LATEST;
        return accepted ? state.withRestraint(state.restraint().withHold(Optional.empty())) : state;
    }

    private void decided(TargetState state, Instant now, String what, Image image, String why) {
        LOG.info("target {}: {} {}: {}", state.name(), what, image.uri(), why);
        boolean known = state.decisions().stream()
                .findFirst()
                .filter(d -> d.what().equals(what) && d.subject().equals(image.uri()))
                .isPresent();
        ledger.save(known ? state : state.decided(new Decision(now, what, image.uri(), why)));
    }

    static Optional<Declaration> declaration(TargetState state) {
        return state.declaration().flatMap(Admission::declaration);
    }

    static Optional<Declaration> declaration(String text) {
        return switch (DeclarationReader.read(text)) {
            case Declared.Valid valid -> Optional.of(valid.declaration());
            case Declared.Invalid _ -> Optional.empty();
        };
    }
}
