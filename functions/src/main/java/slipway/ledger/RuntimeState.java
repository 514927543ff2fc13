package slipway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;

/**
 * What targets share of one runtime.
 *
 * @param lock who may update the runtime now
 * @param users the rollouts under way that use versions of it
 * @param made the versions that Slipway made, with the rollout that did
 * @param intended what rollouts were about to make, written before they did: a version like this is Slipway's own even
 *     where nobody lived to write down its number
 */
public record RuntimeState(
        RuntimeId id,
        long revision,
        Optional<Lock> lock,
        SortedSet<RolloutId> users,
        SortedMap<Integer, RolloutId> made,
        SortedMap<String, Intent> intended) {

    /** A runtime that nothing is known of. */
    public static RuntimeState blank(RuntimeId id) {
        return new RuntimeState(id, 0, Optional.empty(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Held from the update to READY and the read-back. */
    public record Lock(RolloutId owner, Instant since) {}

    /** What a version was to be: its image, and the hash of everything else. */
    public record Intent(String containerUri, String configurationHash) {
        static Intent of(RuntimeDocument document) {
            return new Intent(document.containerUri().orElse(""), document.configurationHash());
        }
    }

    public boolean lockedBy(RolloutId rollout) {
        return lock.filter(l -> l.owner().equals(rollout)).isPresent();
    }

    /** Whether Slipway made this version, or was about to make one like it. */
    public boolean knows(RuntimeDocument version) {
        return made.containsKey(version.version().number()) || intended.containsValue(Intent.of(version));
    }

    public RuntimeState withRevision(long next) {
        return new RuntimeState(id, next, lock, users, made, intended);
    }

    /** Locked by the rollout, which uses the runtime from then on. */
    public RuntimeState lockedBy(RolloutId rollout, Instant since) {
        return new RuntimeState(id, revision, Optional.of(new Lock(rollout, since)), with(rollout), made, intended);
    }

    public RuntimeState unlocked() {
        return new RuntimeState(id, revision, Optional.empty(), users, made, intended);
    }

    /** Used by the rollout, whose versions stay until it has ended. */
    public RuntimeState usedBy(RolloutId rollout) {
        return new RuntimeState(id, revision, lock, with(rollout), made, intended);
    }

    /** Used by the rollout no more. */
    public RuntimeState leftBy(RolloutId rollout) {
        SortedSet<RolloutId> others = new TreeSet<>(users);
        others.remove(rollout);
        return new RuntimeState(id, revision, lock.filter(l -> !l.owner().equals(rollout)), others, made, intended);
    }

    private SortedSet<RolloutId> with(RolloutId rollout) {
        SortedSet<RolloutId> all = new TreeSet<>(users);
        all.add(rollout);
        return all;
    }

    /** Notes the version, which the intent was for. */
    public RuntimeState withMade(Version version, RolloutId by) {
        SortedMap<Integer, RolloutId> all = new TreeMap<>(made);
        all.put(version.number(), by);
        SortedMap<String, Intent> open = new TreeMap<>(intended);
        open.remove(by.value());
        return new RuntimeState(id, revision, lock, users, all, open);
    }

    public RuntimeState withIntent(RolloutId by, RuntimeDocument wanted) {
        SortedMap<String, Intent> all = new TreeMap<>(intended);
        all.put(by.value(), Intent.of(wanted));
        return new RuntimeState(id, revision, lock, users, made, all);
    }
}
