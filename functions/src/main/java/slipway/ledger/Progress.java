package slipway.ledger;

import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;

/**
 * How far a rollout is. Each part is written before the call it speaks of, or as soon as its answer is known, so that
 * any later call goes on from here.
 *
 * @param runtime found by name at the start
 * @param base the version that the new one starts from, and what live served then
 * @param update that a version is about to be made
 * @param candidate the version under test
 * @param proof what the smoke test behind the candidate endpoint found
 * @param move that live is about to move
 * @param compensation that live is about to go back, and why
 * @param tests the smoke tests that are due
 * @param stumbles the calls in a row that failed for a passing reason
 */
public record Progress(
        Optional<RuntimeId> runtime,
        Optional<Base> base,
        Optional<Update> update,
        Optional<Candidate> candidate,
        Optional<Proof> proof,
        Optional<Move> move,
        Optional<Compensation> compensation,
        Tests tests,
        int stumbles) {

    static Progress none() {
        return new Progress(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Tests(1, 1, Optional.empty(), 0),
                0);
    }

    /**
     * @param version the version that the update starts from
     * @param live what the live endpoint served; empty where there was no live endpoint
     */
    public record Base(Version version, Optional<Version> live) {}

    /**
     * @param highest the latest version when the update was about to be made
     * @param token makes a repeated call the same call
     */
    public record Update(Version highest, String token, Instant at) {}

    /**
     * @param made whether this rollout made it, or found it
     * @param verified whether it is READY and was read back equal to what was asked
     */
    public record Candidate(Version version, boolean made, boolean verified, String configurationHash) {}

    /**
     * From where live moves; empty where this rollout creates the live endpoint.
     *
     * @param accepted whether AgentCore took the call
     */
    public record Move(Optional<Version> from, Version to, Instant at, boolean accepted) {

        public Move taken() {
            return new Move(from, to, at, true);
        }
    }

    public record Compensation(String reason, String explanation, Instant at) {}

    /**
     * The number of the smoke test that is due behind each endpoint, from 1.
     *
     * @param again when a test that could not be made is due again
     * @param points how often the candidate endpoint was pointed at the version
     */
    public record Tests(int candidate, int live, Optional<Instant> again, int points) {

        /** The next test of the candidate, due at that time. */
        public Tests nextCandidate(Instant due) {
            return new Tests(candidate + 1, live, Optional.of(due), points);
        }

        public Tests nextLive() {
            return new Tests(candidate, live + 1, Optional.empty(), points);
        }

        public Tests pointed() {
            return new Tests(candidate, live, again, points + 1);
        }
    }

    public Progress withRuntime(RuntimeId id) {
        return new Progress(Optional.of(id), base, update, candidate, proof, move, compensation, tests, stumbles);
    }

    public Progress withUpdate(Base from, Update next) {
        return new Progress(
                runtime, Optional.of(from), Optional.of(next), candidate, proof, move, compensation, tests, stumbles);
    }

    public Progress withCandidate(Base from, Candidate next) {
        return new Progress(
                runtime, Optional.of(from), update, Optional.of(next), proof, move, compensation, tests, stumbles);
    }

    public Progress withProof(Proof next) {
        return new Progress(runtime, base, update, candidate, Optional.of(next), move, compensation, tests, stumbles);
    }

    public Progress withMove(Move next) {
        return new Progress(runtime, base, update, candidate, proof, Optional.of(next), compensation, tests, stumbles);
    }

    public Progress withCompensation(Compensation next) {
        return new Progress(runtime, base, update, candidate, proof, move, Optional.of(next), tests, stumbles);
    }

    public Progress withTests(Tests next) {
        return new Progress(runtime, base, update, candidate, proof, move, compensation, next, stumbles);
    }

    public Progress withStumbles(int next) {
        return new Progress(runtime, base, update, candidate, proof, move, compensation, tests, next);
    }
}
