package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.Version;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.VerdictRecord;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.NoteProof;
import slipway.rollout.RolloutAction.RunSmokeTest;
import slipway.rollout.RolloutAction.TestAgain;
import slipway.target.Declaration;

/** From a verified version to a proof of it, behind the candidate endpoint. */
final class Proving {

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
        EndpointName candidate = observed.deployment().endpoint().candidate();
        return new Pointing(observed, policy, candidate, version, Reason.CANDIDATE_ENDPOINT_FAILED)
                .next(observed.candidateEndpoint())
                .orElseGet(() -> test(observed, policy, now));
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
