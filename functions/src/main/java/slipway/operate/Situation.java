package slipway.operate;

import java.time.Instant;
import java.util.Optional;
import slipway.admission.Wish;
import slipway.image.Image;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Decision;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;

/**
 * An order, and the target as it is now.
 *
 * @param active the rollout under way
 */
record Situation(Order order, TargetState state, Optional<Declaration> declaration, Optional<RolloutRecord> active) {

    Caller by() {
        return order.by();
    }

    Instant now() {
        return order.now();
    }

    String reason() {
        return order.reason().orElse("");
    }

    /** @throws Refused where the owner took the declaration back */
    Declaration declared() {
        return declaration.orElseThrow(() -> Refusal.of(
                        Code.UNKNOWN_TARGET, "%s is not declared any more: declare it again.".formatted(order.target()))
                .refused());
    }

    /** @throws Refused where nothing rolls out here */
    Deployment deployment() {
        return declared()
                .deployment()
                .orElseThrow(() -> Refusal.of(
                                Code.PUBLISH_ONLY,
                                "%s publishes an image and rolls nothing out: its declaration names no runtime."
                                        .formatted(order.target()))
                        .refused());
    }

    Change ordered(TargetState next, String what, String subject, String did) {
        Decision decision = new Decision(now(), what, subject, order.why());
        return new Change.Ordered(next.decided(decision), decision, did);
    }

    Change admitted(TargetState next, Cause cause, String what, String subject, String did) {
        Decision decision = new Decision(now(), what, subject, order.why());
        return new Change.Admitted(next.decided(decision), decision, Wish.of(cause, by()), did);
    }

    /** An image in a sentence. */
    static String shown(Image image) {
        return "%s (%s)".formatted(image.tag(), image.digest().shortForm());
    }
}
