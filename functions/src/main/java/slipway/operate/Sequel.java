package slipway.operate;

import java.util.Optional;
import slipway.image.Image;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;

/** What an order led to at once, in a sentence. */
final class Sequel {
    private Sequel() {}

    static String sentence(TargetState before, TargetState after) {
        Optional<RolloutId> active = after.claim().active();
        Optional<Image> desired = after.following().desired();
        if (active.isPresent()) {
            return underWay(before, after, active.get());
        }
        if (after.restraint().hold().isPresent()) {
            return "The target is held, so nothing rolls out until: slipway release %s.".formatted(after.name());
        }
        return desired.flatMap(image -> after.restraint().veto(image.digest()))
                .map(veto -> "The desired image is vetoed since %s: slipway retry %s."
                        .formatted(veto.rollout(), after.name()))
                .orElse("Nothing has to roll out.");
    }

    private static String underWay(TargetState before, TargetState after, RolloutId active) {
        if (!before.claim().active().equals(Optional.of(active))) {
            return active + " has started.";
        }
        return after.claim()
                .waiting()
                .map(next -> "%s waits for %s to end.".formatted(Situation.shown(next.image()), active))
                .orElse(active + " is under way.");
    }
}
