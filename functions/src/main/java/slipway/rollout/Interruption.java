package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Endpoint;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Orders;
import slipway.ledger.Outcome;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.TargetState.Hold;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.Wait;

/** What ends a rollout before its time: people, alarms, newer images, and a declaration that is taken back. */
final class Interruption {
    private Interruption() {}

    static Optional<RolloutAction> of(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (progress.compensation().isPresent()) {
            return Optional.empty();
        }
        return progress.move().isPresent() ? recall(observed, now) : stop(observed, now);
    }

    /** Live has begun to move: what ends the rollout now takes live back. */
    private static Optional<RolloutAction> recall(Observed observed, Instant now) {
        Orders orders = observed.target().orders();
        Optional<Progress.Compensation> aborted = orders.abort(
                        observed.rollout().id())
                .map(order -> new Progress.Compensation(
                        Reason.ABORTED.name(), "%s aborted it: %s".formatted(order.by(), order.reason()), now));
        Optional<Progress.Compensation> returned = orders.rollback()
                .filter(order -> !isReturn(observed))
                .map(order -> new Progress.Compensation(
                        Reason.ROLLED_BACK_BY_PERSON.name(),
                        "%s rolled it back: %s".formatted(order.by(), order.reason()),
                        now));
        // No alarm brings back what a person took off live.
        Optional<Progress.Compensation> rang = orders.ring(observed.rollout().id())
                .filter(_ -> !isReturn(observed))
                .map(ring -> new Progress.Compensation(
                        Reason.ALARM_RANG.name(),
                        "The alarm %s began to ring after live had moved.".formatted(ring.alarm()),
                        now));
        Optional<Progress.Compensation> reconfigured = newerConfiguration(observed)
                .map(order -> new Progress.Compensation(Reason.NEWER_CONFIGURATION.name(), newer(order), now));
        return aborted.or(() -> returned).or(() -> rang).or(() -> reconfigured).map(BeginCompensation::new);
    }

    /** Live has not moved. While an update may be under way, it is first brought to an end. */
    private static Optional<RolloutAction> stop(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        if (progress.update().isPresent() && progress.candidate().isEmpty()) {
            return Optional.empty();
        }
        if (observed.target().declaration().isEmpty()) {
            return Optional.of(removed(observed));
        }
        Optional<RolloutAction> aborted =
                observed.target().orders().abort(observed.rollout().id()).map(order -> aborted(order, observed));
        if (aborted.isPresent() || isReturn(observed)) {
            return aborted;
        }
        return gaveWay(observed, now);
    }

    /** Neither what an aborted return went back to is to blame, nor what a stack lets go of with the runtime. */
    static boolean isBlameless(Observed observed) {
        return isReturn(observed)
                || observed.target()
                        .orders()
                        .abort(observed.rollout().id())
                        .filter(order -> order.by().isStack())
                        .isPresent();
    }

    private static RolloutAction aborted(Orders.Abort order, Observed observed) {
        return End.of(
                Outcome.REJECTED,
                Reason.ABORTED,
                "%s aborted it: %s. To try the %s again: slipway retry."
                        .formatted(order.by(), order.reason(), isConfiguration(observed) ? "configuration" : "image"),
                isBlameless(observed) ? Consequence.NONE : Consequence.VETO);
    }

    private static Optional<RolloutAction> gaveWay(Observed observed, Instant now) {
        Optional<Orders.GoBack> rollback = observed.target().orders().rollback();
        if (rollback.isPresent()) {
            return superseded(
                    Reason.ROLLED_BACK_BY_PERSON,
                    "%s wants live back: %s"
                            .formatted(rollback.get().by(), rollback.get().reason()));
        }
        Optional<Hold> hold = observed.target().restraint().hold().filter(h -> h.kind() == Hold.Kind.PERSON);
        if (hold.isPresent()) {
            return superseded(
                    Reason.HELD,
                    "The target is held: %s. The %s goes out when it is released."
                            .formatted(hold.get().reason(), isConfiguration(observed) ? "configuration" : "image"));
        }
        Optional<Orders.Configure> newer = newerConfiguration(observed);
        if (newer.isPresent()) {
            return superseded(Reason.NEWER_CONFIGURATION, newer(newer.get()));
        }
        return newerWaits(observed) && mayGiveWay(observed, now)
                ? superseded(Reason.NEWER_IMAGE, "A newer image is waiting and goes out instead.")
                : Optional.empty();
    }

    private static Optional<RolloutAction> superseded(Reason reason, String explanation) {
        return Optional.of(End.of(Outcome.SUPERSEDED, reason, explanation, Consequence.NONE));
    }

    /** What a stack asked for takes the place of what one asked for before. */
    private static Optional<Orders.Configure> newerConfiguration(Observed observed) {
        Optional<ConfigurationHash> brought = observed.rollout().request().configuration();
        return observed.target()
                .orders()
                .configuration()
                .filter(Orders.Configure::waits)
                .filter(order -> brought.filter(hash -> !hash.equals(order.configuration()))
                        .isPresent());
    }

    private static String newer(Orders.Configure order) {
        return "The stack %s wants another configuration by now, which goes out instead.".formatted(order.stack());
    }

    /** An image waits for a configuration to arrive, and goes out with it. */
    private static boolean newerWaits(Observed observed) {
        return !isConfiguration(observed)
                && observed.target()
                        .claim()
                        .waiting()
                        .filter(w -> !w.image()
                                .digest()
                                .equals(observed.rollout().image().digest()))
                        .isPresent();
    }

    /** Before its update, while it waits for a test, a person or an alarm, or after it was stuck. */
    private static boolean mayGiveWay(Observed observed, Instant now) {
        Progress progress = observed.rollout().progress();
        return progress.candidate().isEmpty()
                || progress.tests().again().filter(now::isBefore).isPresent()
                || progress.blocked().isPresent()
                || Phase.of(progress) == Phase.APPROVE
                || observed.rollout().run().segment() > 1;
    }

    private static RolloutAction removed(Observed observed) {
        Optional<Endpoint> candidate = observed.candidateEndpoint();
        if (candidate.isPresent()) {
            Endpoint endpoint = candidate.get();
            return switch (endpoint.status()) {
                case DELETING, CREATING, UPDATING -> new Wait(Duration.ofSeconds(5), "the candidate endpoint is busy");
                default -> new RemoveEndpoint(Rollout.runtime(observed.rollout().progress()), endpoint.name());
            };
        }
        return End.of(
                Outcome.SUPERSEDED,
                Reason.DECLARATION_REMOVED,
                "The owner removed the target's declaration before live moved.",
                Consequence.NONE);
    }

    /** Whether it brings a configuration to what live serves. */
    private static boolean isConfiguration(Observed observed) {
        return observed.rollout().cause() == Cause.CONFIGURATION;
    }

    /** Whether it takes live back to a version that it served before. */
    static boolean isReturn(Observed observed) {
        return observed.rollout().isReturn();
    }
}
