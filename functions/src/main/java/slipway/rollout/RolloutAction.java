package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Orders;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.monitor.AlarmName;

/** The one thing to do next. */
public sealed interface RolloutAction {

    /** Take the runtime's lock; where another rollout holds it, see that it goes on, and wait. */
    record LockRuntime(RuntimeId runtime) implements RolloutAction {}

    /**
     * Write down what is about to be made, then make it.
     *
     * @param wanted what the version is to be
     * @param changes where that differs from what it replaces
     */
    record MakeVersion(
            RuntimeId runtime, Progress.Base base, Progress.Update update, RuntimeDocument wanted, List<String> changes)
            implements RolloutAction {}

    /** Go on with a version that exists: made before a crash, or equal to what would be made. */
    record UseVersion(RuntimeId runtime, Progress.Base base, Progress.Candidate candidate) implements RolloutAction {}

    /** The rollout made this version and cannot go on with it: write down whose it is. */
    record NoteVersion(RuntimeId runtime, Version version) implements RolloutAction {}

    /** The version is READY and was read back equal: note it and let the runtime go. */
    record Verified(RuntimeId runtime, Progress.Candidate candidate) implements RolloutAction {}

    /** Point an endpoint beside live at the version: the one to test it behind, or the one to keep it warm. */
    record PointEndpoint(RuntimeId runtime, EndpointName endpoint, Version version, boolean exists)
            implements RolloutAction {}

    /** Run the smoke test of this number behind the endpoint. */
    record RunSmokeTest(EndpointName endpoint, int attempt) implements RolloutAction {}

    /** Note what the candidate's proof is. */
    record NoteProof(Proof proof) implements RolloutAction {}

    /** The smoke test could not be made: wait, then make the next one. */
    record TestAgain(Progress.Tests tests, Duration pause, String why) implements RolloutAction {}

    /** Take a version that live served before for the one that live goes to. */
    record ReturnTo(RuntimeId runtime, Progress.Base base, Progress.Candidate candidate, Proof proof)
            implements RolloutAction {}

    /** Ask a person, then write down that this was done. */
    record AskApproval(Progress.Approval approval, Optional<Instant> pushedAt, String verdict)
            implements RolloutAction {}

    /** Note a person's word. */
    record NoteAnswer(Orders.Answer answer) implements RolloutAction {}

    /** Note since when an alarm keeps live from moving. */
    record NoteBlocked(Set<AlarmName> ringing) implements RolloutAction {}

    /**
     * Write down where live comes from, then move it.
     *
     * @param watched the alarms whose ringing takes live back from then on
     */
    record MoveLive(RuntimeId runtime, EndpointName endpoint, Progress.Move move, List<AlarmName> watched)
            implements RolloutAction {}

    /** Live serves the version: watch it. */
    record BeginBake(Progress.Bake bake) implements RolloutAction {}

    /** Write down that live goes back, and why. */
    record BeginCompensation(Progress.Compensation compensation) implements RolloutAction {}

    /** Point live at the version that was live before. */
    record MoveBack(RuntimeId runtime, EndpointName endpoint, Version to) implements RolloutAction {}

    /** Remove an endpoint that this rollout made. */
    record RemoveEndpoint(RuntimeId runtime, EndpointName endpoint) implements RolloutAction {}

    /** Look again after a while. */
    record Wait(Duration pause, String why) implements RolloutAction {}

    /** The rollout has ended. */
    record End(Outcome outcome, String reason, String explanation, Consequence consequence, Optional<Version> serves)
            implements RolloutAction {

        static End of(Outcome outcome, Reason reason, String explanation, Consequence consequence) {
            return new End(outcome, reason.name(), explanation, consequence, Optional.empty());
        }
    }
}
