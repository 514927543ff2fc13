package slipway.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.target.TargetName;

/**
 * What the drift check last saw of a target.
 *
 * @param revision how often it was written; 0 before the first time. Every write is conditional on it
 * @param checkedAt when it was looked at last; absent before the first time
 * @param standing what stands, each reason once
 */
public record DriftRecord(TargetName target, long revision, Optional<Instant> checkedAt, List<Standing> standing) {

    /** A target that was never looked at. */
    public static DriftRecord blank(TargetName target) {
        return new DriftRecord(target, 0, Optional.empty(), List.of());
    }

    /**
     * A finding for as long as it is found again.
     *
     * @param since when it was found first
     * @param healed the last attempt to heal it
     */
    public record Standing(Finding finding, Instant since, Optional<Attempt> healed) {

        public static Standing begun(Finding finding, Instant now) {
            return new Standing(finding, now, Optional.empty());
        }

        public DriftReason reason() {
            return finding.reason();
        }

        /** Seen again, perhaps otherwise than before. */
        public Standing again(Finding seen) {
            return new Standing(seen, since, healed);
        }

        public Standing healed(Attempt attempt) {
            return new Standing(finding, since, Optional.of(attempt));
        }

        /** With what another check wrote down of it: it stands since the first of them saw it, and the last heal counts. */
        public Standing with(Standing other) {
            Instant first = since.isBefore(other.since) ? since : other.since;
            Optional<Attempt> last =
                    Stream.of(healed, other.healed).flatMap(Optional::stream).max(Comparator.comparing(Attempt::at));
            return new Standing(finding, first, last);
        }

        /** Whether a heal was tried for this very evidence. */
        public boolean isTried(String evidence) {
            return healed.filter(attempt -> attempt.evidence().equals(evidence)).isPresent();
        }
    }

    /** @param evidence a hash of what was seen when the heal was tried: it is tried again when that has changed */
    public record Attempt(Instant at, String evidence) {}

    public DriftRecord checked(Instant now, List<Standing> next) {
        return new DriftRecord(target, revision, Optional.of(now), List.copyOf(next));
    }

    /** Whether somebody looked then or later. */
    public boolean isCheckedSince(Instant then) {
        return checkedAt.filter(at -> !at.isBefore(then)).isPresent();
    }

    public DriftRecord withRevision(long next) {
        return new DriftRecord(target, next, checkedAt, standing);
    }

    public Optional<Standing> standing(DriftReason reason) {
        return standing.stream().filter(s -> s.reason() == reason).findFirst();
    }
}
