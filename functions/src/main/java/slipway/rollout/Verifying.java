package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.agentruntime.RuntimeDocument;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.Verified;
import slipway.rollout.RolloutAction.Wait;

/** From a version that was made to one that is READY and equal to what was asked for. */
final class Verifying {
    private Verifying() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        Progress progress = observed.rollout().progress();
        Progress.Candidate candidate = progress.candidate().orElseThrow();
        if (observed.candidate().isEmpty()) {
            return End.of(
                    Outcome.STUCK,
                    Reason.NOT_FOUND,
                    "Version %s is gone before it was tested.".formatted(candidate.version()),
                    Consequence.NONE);
        }
        RuntimeDocument version = observed.candidate().get();
        return switch (version.status()) {
            case READY -> readBack(observed, version, candidate);
            case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED, DELETING ->
                End.of(
                        Outcome.REJECTED,
                        Reason.VERSION_FAILED,
                        "Version %s ended as %s: %s"
                                .formatted(
                                        version.version(),
                                        version.status(),
                                        version.failureReason().orElse("AgentCore gives no reason")),
                        Consequence.VETO);
            case CREATING, UPDATING, UNKNOWN -> await(observed, policy, now);
        };
    }

    private static RolloutAction readBack(Observed observed, RuntimeDocument version, Progress.Candidate candidate) {
        Observed.RuntimeView runtime = observed.runtime().orElseThrow();
        List<String> differences = Making.wanted(observed, runtime).differences(version);
        if (differences.isEmpty()) {
            return new Verified(
                    Rollout.runtime(observed.rollout().progress()), candidate.readBack(version.configurationHash()));
        }
        return End.of(
                Outcome.REJECTED,
                Reason.READ_BACK_DIFFERS,
                "Version %s is not what was asked for; it differs in %s."
                        .formatted(version.version(), String.join(", ", differences)),
                Consequence.VETO);
    }

    private static RolloutAction await(Observed observed, Policy policy, Instant now) {
        Instant since = observed.rollout()
                .progress()
                .update()
                .map(Progress.Update::at)
                .orElse(observed.rollout().request().startedAt());
        Duration waited = Duration.between(since, now);
        if (waited.compareTo(policy.ready()) > 0) {
            return End.of(
                    Outcome.STUCK,
                    Reason.NOT_READY_IN_TIME,
                    "The version is not READY after %s. Look at the runtime, then: slipway retry.".formatted(waited),
                    Consequence.NONE);
        }
        return new Wait(policy.pause(waited), "the version is not READY yet");
    }
}
