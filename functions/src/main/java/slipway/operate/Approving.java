package slipway.operate;

import java.util.List;
import java.util.Optional;
import slipway.ledger.Ledger;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;

/** Answers a rollout that waits for a person's word, once. */
final class Approving {
    private final Ledger ledger;

    Approving(Ledger ledger) {
        this.ledger = ledger;
    }

    Change answer(Situation now, RolloutId id, boolean approved) {
        RolloutRecord rollout = asked(now, id);
        refuseASecond(now, rollout);
        refuseUnlessWaiting(now, rollout);
        TargetState state = now.state();
        Answer answer = new Answer(id, approved, now.by(), now.reason(), now.now());
        return now.ordered(
                state.withOrders(state.orders().withAnswer(answer)),
                approved ? "Approved" : "Rejected",
                id.value(),
                approved
                        ? "Approved: %s moves live to %s.".formatted(id, brought(rollout))
                        : "Rejected: %s ends, and %s is not tried again until somebody lifts its veto."
                                .formatted(id, brought(rollout)));
    }

    private static String brought(RolloutRecord rollout) {
        return rollout.request()
                .configuration()
                .map(hash -> "the configuration " + hash.shortForm())
                .orElseGet(() -> Situation.shown(rollout.image()));
    }

    private RolloutRecord asked(Situation now, RolloutId id) {
        return ledger.rollout(id)
                .filter(rollout -> rollout.target().equals(now.order().target()))
                .orElseThrow(() -> Refusal.of(
                                Code.UNKNOWN_ROLLOUT,
                                "%s has no rollout %s.".formatted(now.order().target(), id))
                        .about("rollout", id.value())
                        .among(now.active().map(r -> List.of(r.id().value())).orElse(List.of()))
                        .refused());
    }

    private static void refuseASecond(Situation now, RolloutRecord rollout) {
        Optional<Answer> standing = now.state()
                .orders()
                .answer(rollout.id())
                .or(() -> rollout.progress().approval().flatMap(Progress.Approval::answer));
        standing.ifPresent(answer -> {
            throw Refusal.of(
                            Code.ALREADY_ANSWERED,
                            "%s was %s at %s by %s; that stands."
                                    .formatted(
                                            rollout.id(),
                                            answer.approved() ? "approved" : "rejected",
                                            answer.at(),
                                            answer.by()))
                    .about("rollout", rollout.id().value())
                    .refused();
        });
    }

    private static void refuseUnlessWaiting(Situation now, RolloutRecord rollout) {
        whatElse(now, rollout).ifPresent(instead -> {
            throw Refusal.of(Code.NOT_WAITING, "%s does not wait for approval: %s.".formatted(rollout.id(), instead))
                    .about("rollout", rollout.id().value())
                    .refused();
        });
    }

    /** What the rollout does instead of waiting for approval. */
    private static Optional<String> whatElse(Situation now, RolloutRecord rollout) {
        Optional<Ending> ending = rollout.ending();
        if (ending.isPresent()) {
            return Optional.of("it ended at %s: %s, %s"
                    .formatted(
                            ending.get().at(),
                            ending.get().outcome().word(),
                            ending.get().reason()));
        }
        Phase phase = Phase.of(rollout.progress());
        if (phase != Phase.APPROVE) {
            return Optional.of("it is " + phase.word());
        }
        boolean expired = rollout.progress()
                .approval()
                .filter(question -> !now.now().isBefore(question.expiresAt()))
                .isPresent();
        if (expired) {
            return Optional.of("its question expired unanswered, so it ends as rejected; to ask again: slipway retry "
                    + rollout.target());
        }
        return now.state()
                .orders()
                .abort(rollout.id())
                .map(abort -> "it was told to end at %s by %s".formatted(abort.at(), abort.by()));
    }
}
