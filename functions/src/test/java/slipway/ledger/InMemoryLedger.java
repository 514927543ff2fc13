package slipway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.image.Repository;
import slipway.monitor.AlarmName;
import slipway.target.TargetName;

/** The ledger in memory. Items are kept as JSON, so that what the table would lose is lost here too. */
public final class InMemoryLedger implements Ledger {
    private static final ObjectMapper JSON = LedgerJson.mapper();
    private final Map<String, Object> items = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<Object, Set<TargetName>> lists = new HashMap<>();
    private final Map<RolloutId, String> tokens = new HashMap<>();
    private boolean plain;

    /** From now on items are kept as they are, which is quicker: for those who do not ask what the table would lose. */
    public synchronized void keepAsTheyAre() {
        plain = true;
    }

    @Override
    public synchronized TargetState target(TargetName name) {
        return read("target " + name, TargetState.class).orElseGet(() -> TargetState.blank(name));
    }

    @Override
    public synchronized TargetState save(TargetState state) {
        TargetState next = state.withRevision(state.revision() + 1);
        write("target " + state.name(), next, state.revision());
        return next;
    }

    @Override
    public synchronized RuntimeState runtime(RuntimeId id) {
        return read("runtime " + id.value(), RuntimeState.class).orElseGet(() -> RuntimeState.blank(id));
    }

    @Override
    public synchronized RuntimeState save(RuntimeState state) {
        RuntimeState next = state.withRevision(state.revision() + 1);
        write("runtime " + state.id().value(), next, state.revision());
        return next;
    }

    @Override
    public synchronized Optional<RolloutRecord> rollout(RolloutId id) {
        return read("rollout " + id, RolloutRecord.class);
    }

    @Override
    public synchronized RolloutRecord save(RolloutRecord rollout) {
        RolloutRecord next = rollout.withRevision(rollout.revision() + 1);
        write("rollout " + rollout.id(), next, rollout.revision());
        return next;
    }

    @Override
    public synchronized void keep(VerdictRecord verdict) {
        items.putIfAbsent(key(verdict.rollout(), verdict.endpoint(), verdict.attempt()), kept(verdict));
    }

    @Override
    public synchronized Optional<VerdictRecord> verdict(RolloutId rollout, String endpoint, int attempt) {
        return read(key(rollout, endpoint, attempt), VerdictRecord.class);
    }

    @Override
    public synchronized List<TargetName> following(Repository repository) {
        return List.copyOf(listed(repository));
    }

    @Override
    public synchronized void follow(Repository repository, TargetName target) {
        listed(repository).add(target);
    }

    @Override
    public synchronized void unfollow(Repository repository, TargetName target) {
        listed(repository).remove(target);
    }

    @Override
    public synchronized List<TargetName> targets() {
        return List.copyOf(listed("targets"));
    }

    @Override
    public synchronized List<TargetName> targets(Optional<TargetName> after, int most) {
        return listed("targets").stream()
                .sorted(Comparator.comparing(TargetName::value))
                .filter(target -> after.filter(last -> target.value().compareTo(last.value()) <= 0)
                        .isEmpty())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void declared(TargetName target) {
        listed("targets").add(target);
    }

    @Override
    public synchronized void undeclared(TargetName target) {
        listed("targets").remove(target);
    }

    @Override
    public synchronized List<TargetName> watching(AlarmName alarm) {
        return List.copyOf(listed(alarm));
    }

    @Override
    public synchronized void watch(AlarmName alarm, TargetName target) {
        listed(alarm).add(target);
    }

    @Override
    public synchronized void unwatch(AlarmName alarm, TargetName target) {
        listed(alarm).remove(target);
    }

    private Set<TargetName> listed(Object key) {
        return lists.computeIfAbsent(key, _ -> new LinkedHashSet<>());
    }

    @Override
    public synchronized void park(RolloutId rollout, String token) {
        tokens.put(rollout, token);
    }

    @Override
    public synchronized Optional<String> parked(RolloutId rollout) {
        return Optional.ofNullable(tokens.get(rollout));
    }

    @Override
    public synchronized void keep(Configuration configuration) {
        items.put("configuration " + configuration.hash(), kept(configuration));
    }

    @Override
    public synchronized Optional<Configuration> configuration(ConfigurationHash hash) {
        return read("configuration " + hash, Configuration.class);
    }

    @Override
    public synchronized DriftRecord drift(TargetName target) {
        return read("drift " + target, DriftRecord.class).orElseGet(() -> DriftRecord.blank(target));
    }

    @Override
    public synchronized DriftRecord save(DriftRecord drift) {
        DriftRecord next = drift.withRevision(drift.revision() + 1);
        write("drift " + drift.target(), next, drift.revision());
        return next;
    }

    @Override
    public synchronized Sweep sweep() {
        return read("sweep", Sweep.class).orElseGet(Sweep::blank);
    }

    @Override
    public synchronized Sweep save(Sweep sweep) {
        Sweep next = sweep.withRevision(sweep.revision() + 1);
        write("sweep", next, sweep.revision());
        return next;
    }

    @Override
    public synchronized Optional<Rebuild> rebuild() {
        return read("rebuild", Rebuild.class);
    }

    @Override
    public synchronized void keep(Rebuild rebuild) {
        items.put("rebuild", kept(rebuild));
    }

    @Override
    public synchronized List<Rebuilt> rebuilt() {
        return items.keySet().stream()
                .filter(key -> key.startsWith("rebuilt "))
                .sorted()
                .flatMap(key -> read(key, Rebuilt.class).stream())
                .toList();
    }

    @Override
    public synchronized void keep(Rebuilt rebuilt) {
        items.put("rebuilt " + rebuilt.target(), kept(rebuilt));
    }

    /** The table is lost, and a new one is empty. */
    public synchronized void lose() {
        items.clear();
        revisions.clear();
        lists.clear();
        tokens.clear();
    }

    private static String key(RolloutId rollout, String endpoint, int attempt) {
        return "verdict %s %s %d".formatted(rollout, endpoint, attempt);
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        return Optional.ofNullable(items.get(key))
                .map(item -> type.isInstance(item) ? type.cast(item) : read(item, type));
    }

    private static <T> T read(Object item, Class<T> type) {
        try {
            return JSON.treeToValue((ObjectNode) item, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String key, Object content, long expected) {
        if (revisions.getOrDefault(key, 0L) != expected) {
            throw new LedgerConflict(key);
        }
        revisions.put(key, expected + 1);
        items.put(key, kept(content));
    }

    private Object kept(Object content) {
        return plain ? content : JSON.valueToTree(content);
    }

    /** Everything that is kept. */
    @Override
    public synchronized String toString() {
        return items.toString();
    }
}
