package slipway.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.cli.plane.ControlPlane;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/**
 * Something that a person wants of one target.
 *
 * @param will what is about to be done, in words
 * @param wanted the outcomes of a rollout that are what the person wants
 * @param ofOne whether it is about one rollout, and what follows that one is no concern
 */
record Order(TargetName target, String will, ObjectNode request, Set<String> wanted, boolean ofOne) {
    /** The image, or whatever waited for the order, is live. */
    private static final Set<String> LIVE = Set.of("Promoted", "Unchanged");
    /** The rollout under way ended without its image. */
    private static final Set<String> ENDED = Set.of("Rejected", "RolledBack");
    /** {@link #ENDED}, or it gave way to be tried again later. */
    private static final Set<String> STOPPED = Set.of("Superseded", "Rejected", "RolledBack", "Inconclusive");

    static Order of(String verb, TargetName target, String will) {
        return new Order(target, will, ControlPlane.verb(verb).put("target", target.value()), LIVE, false);
    }

    Order wanting(Set<String> outcomes) {
        return new Order(target, will, request, outcomes, ofOne);
    }

    /** The rollout under way is to end without its image. */
    Order ending() {
        return new Order(target, will, request, ENDED, true);
    }

    /** The rollout under way is to end without its image for now. */
    Order stopping() {
        return new Order(target, will, request, STOPPED, true);
    }

    Order about(RolloutId rollout) {
        return new Order(target, will, with("rollout", rollout.value()).request(), wanted, true);
    }

    Order because(@Nullable Reason reason) {
        return Optional.ofNullable(reason)
                .map(why -> with("reason", why.text()))
                .orElse(this);
    }

    Order with(String member, String value) {
        return new Order(target, will, request.deepCopy().put(member, value), wanted, ofOne);
    }
}
