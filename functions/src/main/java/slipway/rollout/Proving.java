package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.VerdictRecord;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.NoteProof;
import slipway.rollout.RolloutAction.PointCandidate;
import slipway.rollout.RolloutAction.RemoveEndpoint;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.Declaration;

/** From a verified version to a proof of it, behind the candidate endpoint. */
final class Proving {

    private static final int POINTS = 3;

    private Proving() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        return switch (observed.deployment().proof()) {
            case Declaration.Proof.Skipped _ -> new NoteProof(Proof.UNPROVEN);
            case Declaration.Proof.BySmokeTest _ -> point(observed, policy, now);
        };
    }

    private static RolloutAction point(Observed observed, Policy policy, Instant now) {
        Version version =
                observed.rollout().progress().candidate().orElseThrow().version();
        Optional<Endpoint> endpoint = observed.candidateEndpoint();
        if (endpoint.isEmpty()) {
            return pointAt(observed, version, false);
        }
        if (endpoint.get().serves(version)) {
            return test(observed, policy, now);
        }
        if (Rollout.busy(endpoint.get())) {
            return new Wait(policy.shortest(), "the candidate endpoint is moving");
        }
        return switch (endpoint.get().status()) {
            // A leftover that never came to be: make it anew.
            case CREATE_FAILED, DELETE_FAILED ->
                pointsLeft(observed)
                        ? new RemoveEndpoint(
                                Rollout.runtime(observed.rollout().progress()),
                                endpoint.get().name())
                        : failed(endpoint.get());
            case UPDATE_FAILED -> pointsLeft(observed) ? pointAt(observed, version, true) : failed(endpoint.get());
            case CREATING, UPDATING, DELETING, READY, UNKNOWN -> pointAt(observed, version, true);
        };
    }

    private static boolean pointsLeft(Observed observed) {
        return observed.rollout().progress().tests().points() < POINTS;
    }

    private static RolloutAction pointAt(Observed observed, Version version, boolean exists) {
        return new PointCandidate(
                Rollout.runtime(observed.rollout().progress()),
                observed.deployment().endpoint().candidate(),
                version,
                exists);
    }

    private static RolloutAction failed(Endpoint endpoint) {
        return End.of(
                Outcome.INCONCLUSIVE,
                Reason.CANDIDATE_ENDPOINT_FAILED,
                "The endpoint %s ended as %s: %s. Remove it or look at its reason, then write desired-image again."
                        .formatted(
                                endpoint.name(),
                                endpoint.status(),
                                endpoint.failureReason().orElse("AgentCore gives no reason")),
                Consequence.NONE);
    }

    private static RolloutAction test(Observed observed, Policy policy, Instant now) {
        Progress.Tests tests = observed.rollout().progress().tests();
        Optional<Instant> again = tests.again().filter(now::isBefore);
        if (again.isPresent()) {
            return new TestAgain(tests, Duration.between(now, again.get()), "the smoke test could not be made");
        }
        EndpointName candidate = observed.deployment().endpoint().candidate();
        if (observed.verdict().isEmpty()) {
            return new RunSmokeTest(candidate, tests.candidate());
        }
        VerdictRecord verdict = observed.verdict().get();
        return switch (verdict.finding()) {
            case PASSED -> new NoteProof(Proof.PASSED);
            case AGENT_FAILED -> End.of(Outcome.REJECTED, Reason.SMOKE_TEST_FAILED, verdict.reason(), Consequence.VETO);
            case COULD_NOT_ASK -> again(tests, policy.retests(), verdict, now);
        };
    }

    private static RolloutAction again(
            Progress.Tests tests, List<Duration> pauses, VerdictRecord verdict, Instant now) {
        if (tests.candidate() > pauses.size()) {
            return End.of(Outcome.INCONCLUSIVE, Reason.SMOKE_TEST_IMPOSSIBLE, verdict.reason(), Consequence.NONE);
        }
        Duration pause = pauses.get(tests.candidate() - 1);
        return new TestAgain(tests.nextCandidate(now.plus(pause)), pause, verdict.reason());
    }
}
