package slipway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.monitor.Traffic;

/**
 * How far a rollout is. Each part is written before the call it speaks of, or as soon as its answer is known, so that
 * any later call goes on from here.
 *
 * @param runtime found by name at the start
 * @param base the version that the new one starts from, and what live served then
 * @param update that a version is about to be made
 * @param candidate the version under test
 * @param proof what the smoke test behind the candidate endpoint found
 * @param approval the question to a person, and the answer
 * @param blocked since when an alarm that rings keeps live from moving
 * @param move that live is about to move
 * @param bake that live is watched
 * @param compensation that live is about to go back, and why
 * @param aftermath what is done after the end
 * @param tests the smoke tests that are due
 * @param stumbles the calls in a row that failed for a passing reason
 */
public record Progress(
        Optional<RuntimeId> runtime,
        Optional<Base> base,
        Optional<Update> update,
        Optional<Candidate> candidate,
        Optional<Proof> proof,
        Optional<Approval> approval,
        Optional<Instant> blocked,
        Optional<Move> move,
        Optional<Bake> bake,
        Optional<Compensation> compensation,
        Optional<Aftermath> aftermath,
        Tests tests,
        int stumbles) {

    static Progress none() {
        return new Draft().progress();
    }

    /**
     * @param version the version that the update starts from
     * @param live what the live endpoint served; empty where there was no live endpoint
     * @param left what is known of that version, which live is to leave; older records know nothing of it
     */
    public record Base(Version version, Optional<Version> live, Optional<Left> left) {}

    /**
     * @param image what it runs, where AgentCore holds that pinned
     * @param sessions how long a session may live, and so keep it
     */
    public record Left(Optional<Image> image, Duration sessions) {}

    /**
     * @param highest the latest version when the update was about to be made
     * @param token makes a repeated call the same call
     * @param configurationHash what everything but the image is to be; older records do not know it
     */
    public record Update(Version highest, String token, Instant at, Optional<String> configurationHash) {}

    /**
     * @param made whether this rollout made it, or found it
     * @param verified whether it is READY and was read back equal to what was asked
     * @param changes where its document differs from that of the version which live served, or from the base where
     *     there was no live endpoint, as JSON pointers
     * @param sessions how long a session may live, and so keep a version
     */
    public record Candidate(
            Version version,
            boolean made,
            boolean verified,
            String configurationHash,
            List<String> changes,
            Duration sessions) {

        /**
         * READY, and equal to what was asked.
         *
         * @param hash of the configuration as AgentCore holds it, which adds what a stack left open
         */
        public Candidate readBack(String hash) {
            return new Candidate(version, made, true, hash, changes, sessions);
        }
    }

    /**
     * @param expiresAt until when the question stands
     * @param answer a person's word
     */
    public record Approval(Instant askedAt, Instant expiresAt, Optional<Orders.Answer> answer) {

        public Approval answered(Orders.Answer word) {
            return new Approval(askedAt, expiresAt, Optional.of(word));
        }
    }

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

    /**
     * @param since when live was seen to serve the version, and probed
     * @param until when it ends, if there is traffic enough
     * @param before the traffic of as long a time before the move, to compare with
     */
    public record Bake(Instant since, Instant until, Traffic before) {}

    /**
     * Why live goes back.
     *
     * @param at when it was about to go back, or to be tried again after it was stuck
     * @param accepted when AgentCore first took the call; nobody gives up before, and the time it may take counts from then
     */
    public record Compensation(String reason, String explanation, Instant at, Optional<Instant> accepted) {
        public Compensation(String reason, String explanation, Instant at) {
            this(reason, explanation, at, Optional.empty());
        }

        Compensation taken(Instant now) {
            return accepted.isPresent() ? this : new Compensation(reason, explanation, at, Optional.of(now));
        }

        Compensation anew(Instant now) {
            return new Compensation(reason, explanation, now);
        }
    }

    /**
     * What is done after the end, one stage after the other.
     *
     * @param restored the version that publishes live's document again for DEFAULT
     */
    public record Aftermath(Stage stage, Optional<Version> restored) {
        /** The stages in their order. */
        public enum Stage {
            /** Live's and the previous version's images are kept from being expired. */
            GUARD,
            /** DEFAULT gets live's document again. */
            RESTORE,
            /** Old versions go. */
            PRUNE,
            DONE;

            public Stage next() {
                return switch (this) {
                    case GUARD -> RESTORE;
                    case RESTORE -> PRUNE;
                    case PRUNE, DONE -> DONE;
                };
            }
        }

        public Aftermath at(Stage next) {
            return new Aftermath(next, restored);
        }
    }

    /**
     * The number of the smoke test that is due behind each endpoint, from 1.
     *
     * @param again when a test that could not be made is due again
     * @param points how often the endpoint that is due was pointed at a version
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

        /** Another endpoint is pointed from now on. */
        public Tests afresh() {
            return new Tests(candidate, live, again, 0);
        }
    }

    public Progress withRuntime(RuntimeId id) {
        return edited(d -> d.runtime = Optional.of(id));
    }

    public Progress withUpdate(Base from, Update next) {
        return edited(d -> {
            d.base = Optional.of(from);
            d.update = Optional.of(next);
        });
    }

    public Progress withCandidate(Base from, Candidate next) {
        return edited(d -> {
            d.base = Optional.of(from);
            d.candidate = Optional.of(next);
        });
    }

    public Progress withProof(Proof next) {
        return edited(d -> {
            d.proof = Optional.of(next);
            d.tests = tests.afresh();
        });
    }

    public Progress withApproval(Approval next) {
        return edited(d -> d.approval = Optional.of(next));
    }

    public Progress withBlocked(Instant since) {
        return edited(d -> d.blocked = Optional.of(since));
    }

    public Progress withMove(Move next) {
        return edited(d -> d.move = Optional.of(next));
    }

    public Progress withBake(Bake next) {
        return edited(d -> d.bake = Optional.of(next));
    }

    public Progress withCompensation(Compensation next) {
        return edited(d -> d.compensation = Optional.of(next));
    }

    /** Going back, if it does, goes on from a call that AgentCore took. */
    public Progress withWayBackTaken(Instant now) {
        return edited(d -> d.compensation = compensation.map(c -> c.taken(now)));
    }

    /** Going back, if it does, has its whole time again. */
    Progress withWayBackAnew(Instant now) {
        return edited(d -> d.compensation = compensation.map(c -> c.anew(now)));
    }

    public Progress withAftermath(Aftermath next) {
        return edited(d -> d.aftermath = Optional.of(next));
    }

    public Progress withTests(Tests next) {
        return edited(d -> d.tests = next);
    }

    public Progress withStumbles(int next) {
        return edited(d -> d.stumbles = next);
    }

    private Progress edited(Consumer<Draft> edit) {
        Draft draft = new Draft(this);
        edit.accept(draft);
        return draft.progress();
    }

    /** A progress while it is changed: the one place that names every part. */
    private static final class Draft {
        private Optional<RuntimeId> runtime = Optional.empty();
        private Optional<Base> base = Optional.empty();
        private Optional<Update> update = Optional.empty();
        private Optional<Candidate> candidate = Optional.empty();
        private Optional<Proof> proof = Optional.empty();
        private Optional<Approval> approval = Optional.empty();
        private Optional<Instant> blocked = Optional.empty();
        private Optional<Move> move = Optional.empty();
        private Optional<Bake> bake = Optional.empty();
        private Optional<Compensation> compensation = Optional.empty();
        private Optional<Aftermath> aftermath = Optional.empty();
        private Tests tests = new Tests(1, 1, Optional.empty(), 0);
        private int stumbles;

        Draft() {}

        Draft(Progress from) {
            runtime = from.runtime;
            base = from.base;
            update = from.update;
            candidate = from.candidate;
            proof = from.proof;
            approval = from.approval;
            blocked = from.blocked;
            move = from.move;
            bake = from.bake;
            compensation = from.compensation;
            aftermath = from.aftermath;
            tests = from.tests;
            stumbles = from.stumbles;
        }

        Progress progress() {
            return new Progress(
                    runtime,
                    base,
                    update,
                    candidate,
                    proof,
                    approval,
                    blocked,
                    move,
                    bake,
                    compensation,
                    aftermath,
                    tests,
                    stumbles);
        }
    }
}
