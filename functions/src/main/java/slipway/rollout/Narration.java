package slipway.rollout;

import slipway.rollout.RolloutAction.AskApproval;
import slipway.rollout.RolloutAction.BeginBake;
import slipway.rollout.RolloutAction.BeginCompensation;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.LockRuntime;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.MoveBack;
import slipway.rollout.RolloutAction.MoveLive;
import slipway.rollout.RolloutAction.NoteAnswer;
import slipway.rollout.RolloutAction.NoteBlocked;
import slipway.rollout.RolloutAction.NoteProof;
import slipway.rollout.RolloutAction.NoteVersion;
import slipway.rollout.RolloutAction.PointEndpoint;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.ReturnTo;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.rollout.RolloutAction.Verified;
import slipway.rollout.RolloutAction.Wait;

/** An action in words, for the log: never a configuration's values, which may be secrets. */
final class Narration {

    private Narration() {}

    static String of(RolloutAction action) {
        return switch (action) {
            case LockRuntime a -> "lock runtime " + a.runtime();
            case MakeVersion a -> "update the runtime from version " + a.base().version();
            case UseVersion a -> "go on with version " + a.candidate().version();
            case NoteVersion a -> "note version %s as made in vain".formatted(a.version());
            case Verified a ->
                "version %s is READY and equal to what was asked for"
                        .formatted(a.candidate().version());
            case PointEndpoint a -> "point %s at version %s".formatted(a.endpoint(), a.version());
            case RunSmokeTest a -> "smoke test %d behind %s".formatted(a.attempt(), a.endpoint());
            case NoteProof a -> "proof: " + a.proof().word();
            case TestAgain a -> "test again in %s".formatted(a.pause());
            case MoveLive a ->
                "move %s to version %s".formatted(a.endpoint(), a.move().to());
            case ReturnTo a -> "go back to version " + a.candidate().version();
            case AskApproval a -> "ask for approval until " + a.approval().expiresAt();
            case NoteAnswer a ->
                "%s by %s"
                        .formatted(
                                a.answer().approved() ? "approved" : "rejected",
                                a.answer().by());
            case NoteBlocked a -> "live stays: ringing " + a.ringing();
            case BeginBake a -> "bake until " + a.bake().until();
            case BeginCompensation a -> "go back: " + a.compensation().reason();
            case MoveBack a -> "move %s back to version %s".formatted(a.endpoint(), a.to());
            case RemoveEndpoint a -> "remove endpoint " + a.endpoint();
            case Wait a -> "wait %s: %s".formatted(a.pause(), a.why());
            case End a -> "%s: %s".formatted(a.outcome().word(), a.reason());
        };
    }
}
