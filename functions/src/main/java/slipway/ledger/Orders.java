package slipway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.monitor.AlarmName;

/**
 * What people and alarms want of a target, written down in one conditional write each; only the rollout acts on it.
 *
 * @param answer the last answer to a question for approval
 * @param abort that the rollout under way is to end
 * @param rollback that live is to go back
 * @param configuration what a stack asked for last, and which rollout carries it out
 * @param adoption that the next rollout starts from a version which somebody else made
 * @param rings the alarms that began to ring since the rollout under way moved live
 */
public record Orders(
        Optional<Answer> answer,
        Optional<Abort> abort,
        Optional<GoBack> rollback,
        Optional<Adoption> adoption,
        Optional<Configure> configuration,
        List<Ring> rings) {

    public static Orders none() {
        return new Orders(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** A person's word on a rollout that waits for one. */
    public record Answer(RolloutId rollout, boolean approved, Caller by, String reason, Instant at) {}

    public record Abort(RolloutId rollout, Caller by, String reason, Instant at) {}

    /** @param to a version that was live before; empty for the last one */
    public record GoBack(Optional<Version> to, Caller by, String reason, Instant at) {}

    public record Adoption(Version version, Caller by, Instant at) {}

    /**
     * A stack's configuration, to be brought live with whatever image live serves.
     *
     * @param key names the request that asked, so that it finds what came of it
     * @param stack the stack's ARN
     * @param rollout the rollout that carries it out, or did; absent until one was started
     */
    public record Configure(
            String key, ConfigurationHash configuration, String stack, Instant at, Optional<RolloutId> rollout) {

        public Configure startedAs(RolloutId id) {
            return new Configure(key, configuration, stack, at, Optional.of(id));
        }

        /** Open again, where it was this rollout that had taken it up. */
        public Configure leftBy(RolloutId id) {
            return rollout.equals(Optional.of(id)) ? opened() : this;
        }

        /** To be taken up once more. */
        public Configure opened() {
            return new Configure(key, configuration, stack, at, Optional.empty());
        }

        /** Whether no rollout has taken it up. */
        public boolean waits() {
            return rollout.isEmpty();
        }
    }

    public record Ring(AlarmName alarm, RolloutId rollout, Instant at) {}

    public Orders withAnswer(Answer next) {
        return new Orders(Optional.of(next), abort, rollback, adoption, configuration, rings);
    }

    public Orders withAbort(Optional<Abort> next) {
        return new Orders(answer, next, rollback, adoption, configuration, rings);
    }

    public Orders withRollback(Optional<GoBack> next) {
        return new Orders(answer, abort, next, adoption, configuration, rings);
    }

    public Orders withAdoption(Optional<Adoption> next) {
        return new Orders(answer, abort, rollback, next, configuration, rings);
    }

    public Orders withConfiguration(Optional<Configure> next) {
        return new Orders(answer, abort, rollback, adoption, next, rings);
    }

    public Orders withRing(Ring ring) {
        List<Ring> all = new ArrayList<>(rings);
        all.add(ring);
        return new Orders(answer, abort, rollback, adoption, configuration, List.copyOf(all));
    }

    /** The order to end this rollout. */
    public Optional<Abort> abort(RolloutId rollout) {
        return abort.filter(a -> a.rollout().equals(rollout));
    }

    public Optional<Answer> answer(RolloutId rollout) {
        return answer.filter(a -> a.rollout().equals(rollout));
    }

    /** The alarm that rang first during this rollout. */
    public Optional<Ring> ring(RolloutId rollout) {
        return rings.stream().filter(r -> r.rollout().equals(rollout)).findFirst();
    }

    /** What is left when a rollout has ended: its answer stays, for those who answer late. */
    public Orders after(RolloutId rollout) {
        return new Orders(
                answer, abort.filter(a -> !a.rollout().equals(rollout)), rollback, adoption, configuration, List.of());
    }
}
