package slipway.admission;

import java.time.Instant;
import java.util.Optional;
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
    private final Ledger ledger;
    private final Executions executions;
    private final Starting starting;
    private final Decisions decisions;
    private final Configuring configuring;
    private final Counts counts;

    public Admission(Ledger ledger, Executions executions, Events events, Counts counts) {
        this.ledger = ledger;
        this.executions = executions;
        this.starting = new Starting(ledger, executions, events);
        this.decisions = new Decisions(ledger);
        this.configuring = new Configuring(ledger, starting, decisions);
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
     * that live is to go back to comes first, then a configuration that a stack wants live, then the desired image.
     *
     * @throws LedgerConflict where somebody else wrote since the state was read; nothing is started then
     */
    public void admit(TargetState given, Wish wish, Instant now) {
        Optional<Declaration> declaration = DeclarationReader.accepted(given.declaration());
        Optional<Deployment> deployment = declaration.flatMap(Declaration::deployment);
        Optional<Image> desired = given.following().desired();
        Optional<RolloutRecord> active = given.claim().active().map(this::record);
        TargetState state = Configuring.joined(given, active);
        if (deployment.isPresent() && state.orders().rollback().isPresent()) {
            goBack(state, state.orders().rollback().get(), active, wish, now);
        } else if (active.filter(rollout -> isAskedToGoOn(rollout, wish)).isPresent()) {
            // It has its own copy of the declaration, whatever became of that since.
            resume(Queue.queued(state, active.get().image(), wish, now), active.get(), wish, now);
        } else if (deployment
                .filter(d -> Configuring.concerns(released(state, d), d, wish, busy(active)))
                .isPresent()) {
            configuring.admit(released(state, deployment.get()), deployment.get(), busy(active), wish, now);
            nudge(state);
        } else if (declaration.isEmpty() || desired.isEmpty()) {
            order(state);
        } else if (deployment.isEmpty()) {
            decisions.save(state, now, "PublishOnly", desired.get(), "the declaration names no runtime");
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
        boolean kept = rollout.progress().move().isPresent() && !rollout.isReturn();
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
        starting.start(state, request);
    }

    /** No rollout owns the target. */
    private void decide(TargetState state, Deployment deployment, Image image, Wish wish, Instant now) {
        Optional<Hold> hold = state.restraint().hold();
        Optional<Veto> veto = state.restraint().veto(image.digest());
        TargetState idle = state.withClaim(state.claim().withWaiting(Optional.empty()));
        if (hold.isPresent()) {
            decisions.save(idle, now, "Held", image, hold.get().reason());
            counts.add(Counts.Counted.HELD_TARGETS);
        } else if (veto.isPresent()) {
            decisions.save(idle, now, "Vetoed", image, why(veto.get()));
        } else if (believes(wish) && isLive(state, deployment, image)) {
            decisions.save(idle, now, "AlreadyLive", image, "live serves it");
        } else {
            Instant since = state.claim().waiting().map(Waiting::at).orElse(now);
            String declaration = state.declaration().orElseThrow();
            starting.start(state, Request.of(state.name(), image, wish.cause(), wish.by(), declaration, since, now));
        }
    }

    /** A person, and the drift check, may know better than the ledger what live serves. */
    private static boolean believes(Wish wish) {
        return wish.cause() != Cause.RETRY && wish.cause() != Cause.HEAL;
    }

    /**
     * Takes live back to the version that the ledger says it serves: somebody moved it, or it got stuck. Like any other
     * wish it is kept by a hold, and by a rollout under way.
     *
     * @throws LedgerConflict where somebody else wrote since the state was read; nothing is started then
     */
    public void restore(TargetState state, Wish wish, Instant now) {
        Optional<Served> live = DeclarationReader.accepted(state.declaration())
                .flatMap(Declaration::deployment)
                .flatMap(deployment -> state.serving()
                        .live()
                        .filter(served -> served.endpoint().equals(deployment.fullName())));
        Optional<Hold> hold = state.restraint().hold();
        if (live.isEmpty() || state.claim().active().isPresent()) {
            nudge(state);
        } else if (hold.isPresent()) {
            decisions.save(state, now, "Held", live.get().image(), hold.get().reason());
            counts.add(Counts.Counted.HELD_TARGETS);
        } else {
            Request request = new Request(
                    state.name(),
                    live.get().image(),
                    wish.cause(),
                    wish.by(),
                    Optional.of(live.get().version()),
                    Optional.empty(),
                    state.declaration().orElseThrow(),
                    now,
                    now);
            starting.start(state, request);
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
        TargetState queued = Queue.queued(state, rollout.image(), wish, now);
        Optional<Veto> veto = state.restraint().veto(image.digest());
        if (same) {
            decisions.save(queued, now, "UnderWay", image, rollout.id() + " rolls it out");
        } else if (veto.isPresent()) {
            decisions.save(queued, now, "Vetoed", image, why(veto.get()));
        } else {
            decisions.save(queued, now, "Waits", image, rollout.id() + " has to end first");
        }
        nudge(queued);
    }

    private static String why(Veto veto) {
        return "rollout %s ended: %s".formatted(veto.rollout(), veto.reason());
    }

    private RolloutRecord record(RolloutId id) {
        return ledger.rollout(id).orElseThrow(() -> new IllegalStateException("no record of " + id));
    }

    /**
     * Only a person knows that what it was stuck on is gone; a push does not. A stack knows it of what stacks asked for:
     * the rollout goes on, or makes way for what is wanted by now.
     */
    private static boolean isAskedToGoOn(RolloutRecord rollout, Wish wish) {
        boolean known = switch (wish.cause()) {
            case PUSH, HEAL -> false;
            case CONFIGURATION -> rollout.request().configuration().isPresent();
            case PIN, RETRY, ROLLBACK, RELEASE, CONTINUATION -> true;
        };
        return known && rollout.isStuck() && !rollout.isStuckForNothing();
    }

    private void resume(TargetState state, RolloutRecord rollout, Wish wish, Instant now) {
        String cause = wish.cause().inName();
        RolloutRecord resumed = ledger.save(rollout.resumed(now).noted(now, "asked to go on, cause: " + cause));
        decisions.save(state, now, "Resumed", rollout.image(), rollout.id() + " goes on where it was stuck");
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

    /** A rollout that has to be brought to an end before another starts. */
    private static Optional<RolloutRecord> busy(Optional<RolloutRecord> active) {
        return active.filter(rollout -> !rollout.isStuckForNothing());
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
}
