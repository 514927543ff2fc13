package slipway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;

/**
 * What targets share of one runtime.
 *
 * @param lock who may update the runtime now
 * @param made the versions that Slipway made, with the rollout that did
 */
public record RuntimeState(RuntimeId id, long revision, Optional<Lock> lock, SortedMap<Integer, RolloutId> made) {

    /** A runtime that nothing is known of. */
    public static RuntimeState blank(RuntimeId id) {
        return new RuntimeState(id, 0, Optional.empty(), new TreeMap<>());
    }

    /** Held from the update to READY and the read-back. */
    public record Lock(RolloutId owner, Instant since) {}

    public boolean lockedBy(RolloutId rollout) {
        return lock.filter(l -> l.owner().equals(rollout)).isPresent();
    }

    public boolean made(Version version) {
        return made.containsKey(version.number());
    }

    public RuntimeState withRevision(long next) {
        return new RuntimeState(id, next, lock, made);
    }

    public RuntimeState withLock(Optional<Lock> next) {
        return new RuntimeState(id, revision, next, made);
    }

    public RuntimeState withMade(Version version, RolloutId by) {
        SortedMap<Integer, RolloutId> all = new TreeMap<>(made);
        all.put(version.number(), by);
        return new RuntimeState(id, revision, lock, all);
    }
}
