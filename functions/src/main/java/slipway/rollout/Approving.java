package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.image.ImageDetails;
import slipway.ledger.Consequence;
import slipway.ledger.Orders.Answer;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.VerdictRecord;
import slipway.rollout.RolloutAction.AskApproval;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.NoteAnswer;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.Declaration;

/** A person decides, where the owner wants one to. */
final class Approving {
    private Approving() {}

    static RolloutAction ask(Observed observed, Declaration.Approval declared, Instant now) {
        Progress.Approval question = new Progress.Approval(now, now.plus(declared.expires()), Optional.empty());
        String verdict = observed.verdict().map(VerdictRecord::reason).orElse("The declaration skips the proof.");
        return new AskApproval(question, observed.image().map(ImageDetails::pushedAt), verdict);
    }

    static RolloutAction next(Observed observed, Instant now) {
        Progress.Approval question = observed.rollout().progress().approval().orElseThrow();
        Optional<Answer> answer =
                observed.target().orders().answer(observed.rollout().id());
        if (answer.isPresent()) {
            return answer.get().approved() ? new NoteAnswer(answer.get()) : rejected(answer.get());
        }
        if (!now.isBefore(question.expiresAt())) {
            return End.of(
                    Outcome.REJECTED,
                    Reason.APPROVAL_EXPIRED,
                    "Nobody answered from %s to %s. To ask again: slipway retry."
                            .formatted(question.askedAt(), question.expiresAt()),
                    Consequence.VETO);
        }
        return new Wait(Duration.between(now, question.expiresAt()), "a person decides");
    }

    private static RolloutAction rejected(Answer answer) {
        return End.of(
                Outcome.REJECTED,
                Reason.APPROVAL_REJECTED,
                "%s rejected it: %s".formatted(answer.by(), answer.reason()),
                Consequence.VETO);
    }
}
