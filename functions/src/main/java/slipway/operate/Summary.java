package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.ledger.Orders;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;

/** A rollout in short. */
final class Summary {
    private Summary() {}

    /** @param orders the target's, where an answer stands that the rollout has not seen yet */
    static ObjectNode of(RolloutRecord rollout, Orders orders) {
        Progress progress = rollout.progress();
        ObjectNode summary = Json.object()
                .put("id", rollout.id().value())
                .put("image", rollout.image().uri())
                .put("cause", rollout.cause().inName());
        Json.put(summary, "configuration", rollout.request().configuration());
        Json.set(summary, "by", rollout.request().by().map(Json::caller));
        rollout.ending().ifPresent(ending -> end(summary, rollout, ending));
        if (rollout.ending().isEmpty() || rollout.isStuck()) {
            summary.put("phase", Phase.of(progress).word());
        }
        summary.put("startedAt", rollout.request().startedAt().toString());
        Json.put(summary, "fromVersion", progress.base().flatMap(Progress.Base::live));
        Optional<Version> made = progress.candidate().map(Progress.Candidate::version);
        Json.put(summary, "toVersion", made.or(() -> rollout.request().to()));
        Json.set(
                summary,
                "approval",
                progress.approval()
                        .map(asked -> approval(asked, asked.answer().or(() -> orders.answer(rollout.id())))));
        Json.set(
                summary,
                "bake",
                progress.bake()
                        .map(bake -> Json.object()
                                .put("since", bake.since().toString())
                                .put("until", bake.until().toString())));
        return summary;
    }

    private static void end(ObjectNode summary, RolloutRecord rollout, Ending ending) {
        summary.put("outcome", ending.outcome().word())
                .put("reason", ending.reason())
                .put("explanation", ending.explanation())
                .put("endedAt", ending.at().toString())
                .put(
                        "seconds",
                        Duration.between(rollout.request().startedAt(), ending.at())
                                .toSeconds());
    }

    private static ObjectNode approval(Progress.Approval asked, Optional<Answer> answer) {
        ObjectNode approval = Json.object()
                .put("askedAt", asked.askedAt().toString())
                .put("expiresAt", asked.expiresAt().toString());
        answer.ifPresent(word -> {
            approval.put("approved", word.approved());
            approval.set("by", Json.caller(word.by()));
            if (!word.reason().isEmpty()) {
                approval.put("reason", word.reason());
            }
        });
        return approval;
    }
}
