package slipway.operate;

import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Configure;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Restraint;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;

/** The desired image may be tried again, and what a stack asked for last; what is stuck goes on. */
final class Retrying {
    private Retrying() {}

    static Change retry(Situation now) {
        now.deployment();
        TargetState state = now.state();
        Optional<Image> desired = state.following().desired();
        Optional<Veto> veto = desired.flatMap(image -> state.restraint().veto(image.digest()));
        Optional<Configure> failed = failed(state);
        boolean stuck = now.active().filter(RolloutRecord::isStuck).isPresent();
        boolean nothing = !stuck && veto.isEmpty() && failed.isEmpty();
        if (now.active().isPresent() && nothing) {
            return new Change.None("%s is under way; there is nothing to retry."
                    .formatted(now.active().get().id()));
        }
        if (state.restraint().hold().isPresent() && nothing) {
            return new Change.None(
                    "It is held, so nothing rolls out until: slipway release %s.".formatted(state.name()));
        }
        if (desired.isEmpty() && failed.isEmpty()) {
            throw Refusal.of(Code.NO_SUCH_IMAGE, "There is nothing to try: its policy has accepted no image yet.")
                    .refused();
        }
        return now.admitted(
                opened(state, desired, failed),
                Cause.RETRY,
                "Retried",
                desired.map(Image::uri)
                        .orElseGet(() -> failed.orElseThrow().configuration().value()),
                did(desired, veto, failed));
    }

    /** What a stack asked for last, where its rollout has ended and live does not serve it. */
    private static Optional<Configure> failed(TargetState state) {
        Optional<RolloutId> active = state.claim().active();
        Optional<ConfigurationHash> live = state.serving().live().flatMap(Served::configuration);
        return state.orders()
                .configuration()
                .filter(order -> !order.waits() && !order.rollout().equals(active))
                .filter(order -> !live.equals(Optional.of(order.configuration())));
    }

    private static TargetState opened(TargetState state, Optional<Image> desired, Optional<Configure> failed) {
        Restraint images =
                desired.map(image -> state.restraint().lifted(image.digest())).orElse(state.restraint());
        Restraint all =
                failed.map(order -> images.lifted(order.configuration())).orElse(images);
        Optional<Configure> order =
                failed.map(Configure::opened).or(() -> state.orders().configuration());
        return state.withRestraint(all).withOrders(state.orders().withConfiguration(order));
    }

    private static String did(Optional<Image> desired, Optional<Veto> veto, Optional<Configure> failed) {
        String lifted = veto.map(v -> "; the veto of %s is lifted".formatted(v.rollout()))
                .orElse("");
        String image = desired.map(i -> "%s may be tried again%s.".formatted(Situation.shown(i), lifted))
                .orElse("");
        String configuration = failed.map(order -> "The configuration %s may be tried again."
                        .formatted(order.configuration().shortForm()))
                .orElse("");
        return "%s %s".formatted(image, configuration).strip();
    }
}
