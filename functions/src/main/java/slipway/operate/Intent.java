package slipway.operate;

import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.ledger.RolloutId;

/** What a person wants of a target. */
sealed interface Intent {
    /** The target stays on this image. */
    record Pin(ImageName image) implements Intent {}

    /** Back to the newest accepted image. */
    record Unpin() implements Intent {}

    /** A word on a rollout that waits for one. */
    record Answer(RolloutId rollout, boolean approved) implements Intent {}

    /** The rollout under way is to end. */
    record Abort() implements Intent {}

    /** The desired image is to be tried again, and what a stack asked for last. */
    record Retry() implements Intent {}

    /** Live goes back. */
    record Rollback(Optional<Version> to) implements Intent {}

    /** Nothing rolls out. */
    record Hold() implements Intent {}

    /** Images roll out again. */
    record Release() implements Intent {}

    /** A digest or a configuration may be tried again. */
    record VetoLift(DigestStart digest) implements Intent {}

    /** What somebody else made of the runtime is what the next rollout starts from. */
    record Adopt() implements Intent {}
}
