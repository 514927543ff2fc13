package slipway.admission;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.event.Counts;
import slipway.event.Events;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.Orders.GoBack;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;
import slipway.ledger.TargetState.Waiting;
import slipway.target.Declaration;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;

/**
 * The one door to a rollout. Everything that wants one comes through here, as often as it likes: a rollout that runs
 * is not started twice, and one whose execution died goes on in another.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Ledger ledger;
    private final Executions executions;
    private final Starting starting;
    private final Counts counts;

    public Admission(Ledger ledger, Executions executions, Events events, Counts counts) {
        this.ledger = ledger;
        this.executions = executions;
        this.starting = new Starting(ledger, executions, events);
        this.counts = counts;
    }

    /**
     * Writes down a state whose orders are for the rollout under way, and sees that it looks at them.
     *
     * @throws LedgerConflict where somebody else wrote since the state was read; nothing is written then
     */
    public void order(TargetState state) {
        ledger.save(state);
        nudge(state);
    }

    /** Sees that the rollout under way, if there is one, runs and looks at what is new. */
    public void nudge(TargetState state) {
        state.claim().active().flatMap(ledger::rollout).ifPresent(rollout -> {
            proceed(rollout);
            ledger.parked(rollout.id()).ifPresent(executions::wake);
        });
    }

    /**
     * Decides about what the target should run, writes the decision down with the state, and acts on it: a version
     * that live is to go back to comes first, then the desired image.
     *
     * @throws LedgerConflict where somebody else wrote since the state was read; nothing is started then
     */
    public void admit(TargetState state, Wish wish, Instant now) {
        Optional<Declaration> declaration = DeclarationReader.accepted(state.declaration());
        Optional<Deployment> deployment = declaration.flatMap(Declaration::deployment);
        Optional<Image> desired = state.following().desired();
        Optional<RolloutRecord> active = state.claim().active().map(this::record);
        if (deployment.isPresent() && state.orders().rollback().isPresent()) {
            goBack(state, state.orders().rollback().get(), active, wish, now);
        } else if (active.filter(rollout -> isAskedToGoOn(rollout, wish)).isPresent()) {
            // It has its own copy of the declaration, whatever became of that since.
            resume(queued(state, active.get(), wish, now), active.get(), wish, now);
        } else if (declaration.isEmpty() || desired.isEmpty()) {
            ledger.save(state);
        } else if (deployment.isEmpty()) {
            decided(state, now, "PublishOnly", desired.get(), "the declaration names no runtime");
        } else {
            TargetState open = released(state, deployment.get());
            if (active.isPresent()) {
                meet(open, deployment.get(), active.get(), desired.get(), wish, now);
            } else {
                decide(open, deployment.get(), desired.get(), wish, now);
            }
        }
    }

    private void goBack(TargetState state, GoBack order, Optional<RolloutRecord> active, Wish wish, Instant now) {
        if (active.filter(rollout -> !makesWay(rollout, wish)).isEmpty()) {
            startBack(state.withClaim(state.claim().released()), order, now);
        } else if (isAskedToGoOn(active.get(), wish)) {
            resume(state, active.get(), wish, now);
        } else {
            order(state);
        }
    }

    /** A person who wants live back is not kept waiting by what is stuck, unless that has to take live back itself. */
    private static boolean makesWay(RolloutRecord rollout, Wish wish) {
        boolean kept = rollout.progress().move().isPresent() && rollout.cause() != Cause.ROLLBACK;
        return rollout.isStuckForNothing() || (rollout.isStuck() && wish.cause() == Cause.ROLLBACK && !kept);
    }

    private void startBack(TargetState state, GoBack order, Instant now) {
        Optional<Served> back = order.to()
                .flatMap(version -> state.serving().served(version))
                .or(() -> order.to().isEmpty() ? state.serving().previous() : Optional.empty());
        if (back.isEmpty()) {
            TargetState done = state.withOrders(state.orders().withRollback(Optional.empty()));
            String why = "live served no such version before";
            ledger.save(done.decided(
                    new Decision(now, "NothingToRollBackTo", state.name().value(), why)));
            return;
        }
        Request request = new Request(
                state.name(),
                back.get().image(),
                Cause.ROLLBACK,
                Optional.of(order.by()),
                Optional.of(back.get().version()),
                Optional.empty(),
                state.declaration().orElseThrow(),
                order.at(),
                now);
        starting.start(state, request, now);
    }

    /** No rollout owns the target. */
    private void decide(TargetState state, Deployment deployment, Image image, Wish wish, Instant now) {
        Optional<Hold> hold = state.restraint().hold();
        Optional<Veto> veto = state.restraint().veto(image.digest());
        TargetState idle = state.withClaim(state.claim().withWaiting(Optional.empty()));
        if (hold.isPresent()) {
            decided(idle, now, "Held", image, hold.get().reason());
            counts.add(Counts.Counted.HELD_TARGETS);
        } else if (veto.isPresent()) {
            decided(idle, now, "Vetoed", image, why(veto.get()));
        } else if (wish.cause() != Cause.RETRY && isLive(state, deployment, image)) {
            decided(idle, now, "AlreadyLive", image, "live serves it");
        } else {
            Instant since = state.claim().waiting().map(Waiting::at).orElse(now);
            String declaration = state.declaration().orElseThrow();
            starting.start(
                    state, Request.of(state.name(), image, wish.cause(), wish.by(), declaration, since, now), now);
        }
    }

    /** A rollout owns the target already. */
    private void meet(
            TargetState state, Deployment deployment, RolloutRecord rollout, Image image, Wish wish, Instant now) {
        if (rollout.isStuckForNothing()) {
            // It has changed nothing that has to be brought to an end, and what it lacked may be there now.
            decide(state.withClaim(state.claim().released()), deployment, image, wish, now);
            return;
        }
        boolean same = rollout.image().digest().equals(image.digest());
        TargetState queued = queued(state, rollout, wish, now);
        Optional<Veto> veto = state.restraint().veto(image.digest());
        if (same) {
            decided(queued, now, "UnderWay", image, rollout.id() + " rolls it out");
        } else if (veto.isPresent()) {
            decided(queued, now, "Vetoed", image, why(veto.get()));
        } else {
            decided(queued, now, "Waits", image, rollout.id() + " has to end first");
        }
        nudge(queued);
    }

    private static String why(Veto veto) {
        return "rollout %s ended: %s".formatted(veto.rollout(), veto.reason());
    }

    /** Only the newest image waits for the rollout to end, and none for which it would end in vain. */
    private static TargetState queued(TargetState state, RolloutRecord rollout, Wish wish, Instant now) {
        Optional<Waiting> next = state.following()
                .desired()
                .filter(image -> !image.digest().equals(rollout.image().digest()))
                .filter(image -> state.restraint().veto(image.digest()).isEmpty())
                .map(image -> new Waiting(image, wish.cause(), now));
        return state.withClaim(state.claim().withWaiting(next));
    }

    private RolloutRecord record(RolloutId id) {
        return ledger.rollout(id).orElseThrow(() -> new IllegalStateException("no record of " + id));
    }

    /** Only a person knows that what it was stuck on is gone; a push does not. */
    private static boolean isAskedToGoOn(RolloutRecord rollout, Wish wish) {
        return rollout.isStuck() && !rollout.isStuckForNothing() && wish.cause() != Cause.PUSH;
    }

    private void resume(TargetState state, RolloutRecord rollout, Wish wish, Instant now) {
        String cause = wish.cause().inName();
        RolloutRecord resumed = ledger.save(rollout.resumed(now).noted(now, "asked to go on, cause: " + cause));
        decided(state, now, "Resumed", rollout.image(), rollout.id() + " goes on where it was stuck");
        starting.run(resumed);
    }

    /** Sees that a rollout which is not over has an execution. */
    public void proceed(RolloutRecord rollout) {
        if (!rollout.isStuck()) {
            starting.run(rollout);
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
        try (About _ = About.target(state.name()).andDigest(image.digest())) {
            LOG.info("target {}: {} {}: {}", state.name(), what, image.uri(), why);
        }
        boolean known = state.decisions().stream()
                .findFirst()
                .filter(d -> d.what().equals(what) && d.subject().equals(image.uri()))
                .isPresent();
        ledger.save(known ? state : state.decided(new Decision(now, what, image.uri(), why)));
    }
}
