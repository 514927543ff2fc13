package slipway.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.DriftReason;
import slipway.ledger.Outcome;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** What Slipway tells the world. Each has a folder under {@code events/}. */
public sealed interface Happening {

    TargetName target();

    Instant at();

    /** The newest accepted image was written to Parameter Store. */
    record ImagePublished(TargetName target, Image image, Instant at) implements Happening {}

    /**
     * A rollout was admitted and its execution started.
     *
     * @param by the person or the stack that asked, where one did
     * @param configuration that is to go live with the image, where that is what was asked
     */
    record RolloutStarted(
            TargetName target,
            RolloutId rollout,
            Cause cause,
            Optional<Caller> by,
            Image image,
            Optional<ConfigurationHash> configuration,
            Instant at)
            implements Happening {}

    /**
     * A rollout waits for a person's word before live moves.
     *
     * @param from the version that live serves
     * @param to the version that live is to serve
     * @param changes where the two differ, as JSON pointers; their values may be secret
     * @param verdict what the proof found, in a sentence; never the agent's answers
     */
    record ApprovalRequested(
            TargetName target,
            RolloutId rollout,
            Image image,
            Optional<Instant> pushedAt,
            Optional<Version> from,
            Version to,
            List<String> changes,
            Proof proof,
            String verdict,
            Instant expiresAt,
            Instant at)
            implements Happening {}

    /**
     * A rollout ended; an outcome of Stuck means that it waits for a person.
     *
     * @param configuration that was to go live with the image, where that was what was asked
     * @param desiredSince when the image became the desired one, or the configuration was asked for; push-to-live counts
     *     from here
     * @param startedAt when the rollout was admitted
     */
    record RolloutFinished(
            TargetName target,
            RolloutId rollout,
            Cause cause,
            Optional<Caller> by,
            Image image,
            Optional<ConfigurationHash> configuration,
            Outcome outcome,
            String reason,
            String explanation,
            Proof proof,
            Optional<Version> from,
            Optional<Version> to,
            Optional<Instant> oldSessionsUntil,
            Instant desiredSince,
            Instant startedAt,
            Instant at)
            implements Happening {}

    /**
     * The drift check found something that was not there before.
     *
     * @param subject what it is about: an image's URI, an endpoint, a version
     * @param detail a sentence
     * @param healing whether a heal is tried at once
     */
    record DriftFound(TargetName target, DriftReason reason, String subject, String detail, boolean healing, Instant at)
            implements Happening {}

    /**
     * What the drift check had found is not there any more.
     *
     * @param since when it was found
     */
    record DriftGone(TargetName target, DriftReason reason, String subject, Instant since, Instant at)
            implements Happening {}
}
