package slipway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.target.TargetName;

/**
 * How far the sweep over all targets is.
 *
 * @param revision how often it was written; 0 before the first time. Every write is conditional on it
 * @param startedAt when the sweep under way began; absent between two sweeps
 * @param after the last target that was looked at; absent at the start
 * @param checked how many targets were looked at so far
 * @param found how often each reason stands so far
 * @param finishedAt when the last whole sweep ended
 */
public record Sweep(
        long revision,
        Optional<Instant> startedAt,
        Optional<TargetName> after,
        int checked,
        SortedMap<DriftReason, Integer> found,
        Optional<Instant> finishedAt) {

    /** Before the first sweep. */
    public static Sweep blank() {
        return new Sweep(0, Optional.empty(), Optional.empty(), 0, new TreeMap<>(), Optional.empty());
    }

    /** The one under way, or a new one. */
    public Sweep underWay(Instant now) {
        return startedAt.isPresent()
                ? this
                : new Sweep(revision, Optional.of(now), Optional.empty(), 0, new TreeMap<>(), finishedAt);
    }

    /** One more target was looked at, where these reasons stand. */
    public Sweep past(TargetName target, Iterable<DriftReason> standing) {
        SortedMap<DriftReason, Integer> all = new TreeMap<>(found);
        standing.forEach(reason -> all.merge(reason, 1, Integer::sum));
        return new Sweep(revision, startedAt, Optional.of(target), checked + 1, all, finishedAt);
    }

    /** Every target was looked at. */
    public Sweep finished(Instant now) {
        return new Sweep(revision, Optional.empty(), Optional.empty(), checked, found, Optional.of(now));
    }

    public Sweep withRevision(long next) {
        return new Sweep(next, startedAt, after, checked, found, finishedAt);
    }
}
