package slipway.event;

import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Outcome;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** What Slipway tells the world. Each has a folder under {@code events/}. */
public sealed interface Happening {

    TargetName target();

    Image image();

    Instant at();

    /** The newest accepted image was written to Parameter Store. */
    record ImagePublished(TargetName target, Image image, Instant at) implements Happening {}

    /** A rollout was admitted and its execution started. */
    record RolloutStarted(TargetName target, RolloutId rollout, Cause cause, Image image, Instant at)
            implements Happening {}

    /** A rollout ended; an outcome of Stuck means that it waits for a person. */
    record RolloutFinished(
            TargetName target,
            RolloutId rollout,
            Cause cause,
            Image image,
            Outcome outcome,
            String reason,
            Proof proof,
            Optional<Version> from,
            Optional<Version> to,
            Instant startedAt,
            Instant at)
            implements Happening {}
}
