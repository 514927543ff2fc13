package slipway.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;

/** The one thing to do next. */
public sealed interface RolloutAction {

    /** Take the runtime's lock; where another rollout holds it, see that it goes on, and wait. */
    record LockRuntime(RuntimeId runtime) implements RolloutAction {}

    /**
     * Write down what is about to be made, then make it.
     *
     * @param wanted what the version is to be
     * @param changes where that differs from the base
     */
    record MakeVersion(
            RuntimeId runtime, Progress.Base base, Progress.Update update, RuntimeDocument wanted, List<String> changes)
            implements RolloutAction {}

    /** Go on with a version that exists: made before a crash, or equal to what would be made. */
    record UseVersion(RuntimeId runtime, Progress.Base base, Progress.Candidate candidate) implements RolloutAction {}

    /** The version is READY and was read back equal: note it and let the runtime go. */
    record Verified(RuntimeId runtime, Progress.Candidate candidate) implements RolloutAction {}

    /** Point the candidate endpoint at the version. */
    record PointCandidate(RuntimeId runtime, EndpointName endpoint, Version version, boolean exists)
            implements RolloutAction {}

    /** Run the smoke test of this number behind the endpoint. */
    record RunSmokeTest(EndpointName endpoint, int attempt) implements RolloutAction {}

    /** Note what the candidate's proof is. */
    record NoteProof(Proof proof) implements RolloutAction {}

    /** The smoke test could not be made: wait, then make the next one. */
    record TestAgain(Progress.Tests tests, Duration pause, String why) implements RolloutAction {}

    /** Write down where live comes from, then move it. */
    record MoveLive(RuntimeId runtime, EndpointName endpoint, Progress.Move move) implements RolloutAction {}

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
