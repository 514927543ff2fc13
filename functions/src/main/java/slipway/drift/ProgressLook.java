package slipway.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import slipway.ledger.DriftReason;
import slipway.ledger.Phase;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;

/** Looks whether the rollout under way is carried on. One that is stuck waits for a person, and says so itself. */
final class ProgressLook {
    static final Set<DriftReason> REASONS =
            EnumSet.of(DriftReason.ROLLOUT_WITHOUT_EXECUTION, DriftReason.EXECUTION_WITHOUT_PROGRESS);

    /** Longer than any wait of a rollout that has no time of its own. */
    private static final Duration SILENCE = Duration.ofHours(2);

    /** What a bake may wait for traffic beyond its end. */
    private static final Duration PATIENCE = Duration.ofHours(24);

    private ProgressLook() {}

    /** Where no rollout is under way. */
    static Looked idle() {
        return new Looked(REASONS, new Findings().all());
    }

    /** @param runs whether its execution runs; false where it has none */
    static Looked of(RolloutRecord rollout, boolean runs, Instant now) {
        Findings findings = new Findings();
        if (!rollout.isStuck() && !runs && Settling.isOver(lastWritten(rollout), now)) {
            findings.add(
                    DriftReason.ROLLOUT_WITHOUT_EXECUTION,
                    rollout.id().value(),
                    "Its execution %s does not run.".formatted(rollout.executionName()));
        } else if (!rollout.isStuck() && runs && now.isAfter(silentUntil(rollout))) {
            findings.add(
                    DriftReason.EXECUTION_WITHOUT_PROGRESS,
                    rollout.id().value(),
                    "Its execution %s runs, and nothing was written down since %s."
                            .formatted(rollout.executionName(), lastWritten(rollout)));
        }
        return new Looked(REASONS, findings.all());
    }

    private static Instant lastWritten(RolloutRecord rollout) {
        return rollout.timeline().isEmpty()
                ? rollout.request().startedAt()
                : rollout.timeline().getLast().at();
    }

    private static Instant silentUntil(RolloutRecord rollout) {
        Progress progress = rollout.progress();
        Optional<Instant> own = rollout.ending().isPresent()
                ? Optional.empty()
                : switch (Phase.of(progress)) {
                    case APPROVE -> progress.approval().map(Progress.Approval::expiresAt);
                    case BAKE -> progress.bake().map(bake -> bake.until().plus(PATIENCE));
                    case MAKE, VERIFY, PROVE, MOVE, SETTLE, COMPENSATE -> Optional.empty();
                };
        Instant written = lastWritten(rollout);
        return own.filter(written::isBefore).orElse(written).plus(SILENCE);
    }
}
