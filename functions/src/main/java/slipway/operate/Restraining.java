package slipway.operate;

import java.util.Optional;
import slipway.ledger.Cause;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;

/** Keeps images from rolling out, and lets them roll out again. */
final class Restraining {
    private Restraining() {}

    static Change hold(Situation now) {
        now.deployment();
        TargetState state = now.state();
        Optional<Hold> standing = state.restraint().hold().filter(hold -> hold.kind() == Hold.Kind.PERSON);
        if (standing.isPresent()) {
            return new Change.None("It is held already, since %s%s: %s"
                    .formatted(
                            standing.get().at(),
                            standing.get().by().map(by -> " by " + by).orElse(""),
                            standing.get().reason()));
        }
        Hold hold = new Hold(Hold.Kind.PERSON, now.reason(), Optional.of(now.by()), now.now());
        return now.ordered(
                state.withRestraint(state.restraint().withHold(Optional.of(hold))),
                "Held",
                state.name().value(),
                "Held: nothing rolls out until: slipway release %s.%s".formatted(state.name(), underWay(now)));
    }

    private static String underWay(Situation now) {
        return now.active()
                .map(rollout -> rollout.progress().move().isPresent()
                        ? " %s has moved live already and goes on; to take it back: slipway abort %s."
                                .formatted(rollout.id(), rollout.target())
                        : " %s has not moved live and ends.".formatted(rollout.id()))
                .orElse("");
    }

    static Change release(Situation now) {
        TargetState state = now.state();
        Hold hold = state.restraint()
                .hold()
                .orElseThrow(() -> Refusal.of(Code.NOT_HELD, "It is not held: images roll out.")
                        .refused());
        return now.admitted(
                state.withRestraint(state.restraint().withHold(Optional.empty())),
                Cause.RELEASE,
                "Released",
                state.name().value(),
                "Released; it was held since %s (%s).".formatted(hold.at(), hold.reason()));
    }
}
