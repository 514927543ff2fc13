package slipway.admission;

import java.time.Instant;
import java.util.Optional;
import slipway.image.Image;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.ConfigurationVeto;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Waiting;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;

/** Configurations that stacks want live: each goes there with the image that live serves, before the images that wait. */
public final class Configuring {
    private final Ledger ledger;
    private final Starting starting;
    private final Decisions decisions;

    Configuring(Ledger ledger, Starting starting, Decisions decisions) {
        this.ledger = ledger;
        this.starting = starting;
        this.decisions = decisions;
    }

    /** What a stack asked for, and what may start as soon as no rollout owns the target. */
    public static Optional<Configure> due(TargetState state, Deployment deployment) {
        return open(state).filter(order -> kept(state, deployment, order).isEmpty());
    }

    /** What a stack asked for and no rollout has taken up. */
    private static Optional<Configure> open(TargetState state) {
        return state.orders().configuration().filter(Configure::waits);
    }

    /** An order for what the rollout under way brings already has its rollout. */
    static TargetState joined(TargetState state, Optional<RolloutRecord> active) {
        return active.filter(rollout -> rollout.ending().isEmpty() || rollout.isStuck())
                .filter(rollout -> !rollout.isStuckForNothing())
                .flatMap(rollout -> open(state)
                        .filter(order -> rollout.request().configuration().equals(Optional.of(order.configuration())))
                        .map(order -> order.startedAs(rollout.id())))
                .map(order -> state.withOrders(state.orders().withConfiguration(Optional.of(order))))
                .orElse(state);
    }

    /** Whether the wish is decided about here: it is about a configuration, or one comes before the image that it is about. */
    static boolean concerns(TargetState state, Deployment deployment, Wish wish, Optional<RolloutRecord> busy) {
        return wish.cause() == Cause.CONFIGURATION
                || (busy.isEmpty() && due(state, deployment).isPresent());
    }

    /** @param busy the rollout that has to end first */
    void admit(TargetState state, Deployment deployment, Optional<RolloutRecord> busy, Wish wish, Instant now) {
        Optional<Configure> order = open(state);
        if (order.isPresent()) {
            bring(state, deployment, order.get(), busy, wish, now);
        } else if (deployment.configurationFrom() == ConfigurationFrom.LATEST) {
            bringLatest(state, deployment, busy, wish, now);
        } else {
            ledger.save(state);
        }
    }

    private void bring(
            TargetState state,
            Deployment deployment,
            Configure order,
            Optional<RolloutRecord> busy,
            Wish wish,
            Instant now) {
        Optional<Kept> kept = kept(state, deployment, order).or(() -> busy.map(Configuring::behind));
        if (kept.isPresent()) {
            String subject = "configuration " + order.configuration();
            decisions.save(state, now, kept.get().what(), subject, kept.get().why());
            return;
        }
        Image image = live(state, deployment).orElseThrow().image();
        Request request = new Request(
                state.name(),
                image,
                Cause.CONFIGURATION,
                Optional.of(new Caller(order.stack())),
                Optional.empty(),
                Optional.of(order.configuration()),
                state.declaration().orElseThrow(),
                order.at(),
                now);
        starting.start(Queue.queued(state, image, wish, now), request);
    }

    /** The runtime's owner has changed it: what it is now goes live, with the image that live serves. */
    private void bringLatest(
            TargetState state, Deployment deployment, Optional<RolloutRecord> busy, Wish wish, Instant now) {
        Optional<Image> live = live(state, deployment).map(Served::image);
        Optional<Hold> hold = state.restraint().hold();
        TargetState idle = state.withClaim(state.claim().withWaiting(Optional.empty()));
        if (live.isEmpty()) {
            ledger.save(state);
        } else if (hold.isPresent()) {
            decisions.save(state, now, "Held", live.get(), hold.get().reason());
        } else if (busy.isPresent()) {
            Waiting next = state.claim().waiting().orElse(new Waiting(busy.get().image(), wish.cause(), now));
            TargetState queued = state.withClaim(state.claim().withWaiting(Optional.of(next)));
            decisions.save(
                    queued, now, "Waits", next.image(), behind(busy.get()).why());
        } else {
            String declaration = state.declaration().orElseThrow();
            starting.start(
                    Queue.queued(idle, live.get(), wish, now),
                    Request.of(state.name(), live.get(), wish.cause(), wish.by(), declaration, now, now));
        }
    }

    /** What an order waits for, and why. */
    private record Kept(String what, String why) {}

    private static Kept behind(RolloutRecord rollout) {
        return new Kept("Waits", rollout.id() + " has to end first");
    }

    private static Optional<Kept> kept(TargetState state, Deployment deployment, Configure order) {
        Optional<Hold> hold = state.restraint().hold();
        Optional<ConfigurationVeto> veto = state.restraint().veto(order.configuration());
        if (hold.isPresent()) {
            return Optional.of(new Kept("Held", hold.get().reason()));
        }
        if (veto.isPresent()) {
            String why = "rollout %s ended: %s"
                    .formatted(veto.get().rollout(), veto.get().reason());
            return Optional.of(new Kept("Vetoed", why));
        }
        return live(state, deployment).isPresent()
                ? Optional.empty()
                : Optional.of(new Kept("Waits", "live serves no image yet"));
    }

    private static Optional<Served> live(TargetState state, Deployment deployment) {
        return state.serving().live().filter(live -> live.endpoint().equals(deployment.fullName()));
    }
}
