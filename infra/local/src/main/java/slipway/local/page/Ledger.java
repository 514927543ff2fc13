package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import slipway.local.dynamodb.Engine;
import slipway.local.json.Json;

/** What a control plane has written down about its targets, their last rollouts and the smoke tests of these. */
final class Ledger {
    private static final int LAST_ROLLOUTS = 5;
    private static final int LAST_TESTS = 3;
    private static final String STATE = "STATE";

    private final Map<Engine.Key, ObjectNode> items = new HashMap<>();

    /** Nothing is written down. */
    static final Ledger NONE = new Ledger();

    private Ledger() {}

    /** Reads what the page shows of these targets. */
    static Ledger read(Engine tables, String table, Collection<String> targets) {
        Ledger ledger = new Ledger();
        ledger.add(tables, table, targets.stream().map(Ledger::targetKey).toList());
        Set<Engine.Key> rollouts = new LinkedHashSet<>();
        targets.forEach(target -> ledger.last(target).forEach(id -> rollouts.add(rolloutKey(id))));
        ledger.add(tables, table, rollouts);
        Set<Engine.Key> tests = new LinkedHashSet<>();
        rollouts.forEach(key -> tests.addAll(tests(ledger.item(key))));
        ledger.add(tables, table, tests);
        return ledger;
    }

    private void add(Engine tables, String table, Collection<Engine.Key> keys) {
        tables.items(table, keys)
                .forEach(item -> items.put(
                        new Engine.Key(item.path("pk").asText(), item.path("sk").asText()), item));
    }

    JsonNode target(String target) {
        return item(targetKey(target));
    }

    /** The last rollouts of a target, the newest first. A start that came too late to claim it leaves its record, and is none. */
    List<JsonNode> rollouts(String target) {
        String active = target(target).at("/claim/active").asText();
        return last(target).stream()
                .map(id -> item(rolloutKey(id)))
                .filter(record -> record.has("ending")
                        || record.at("/run/execution").isTextual()
                        || (record.has("id") && record.path("id").asText().equals(active)))
                .toList();
    }

    /** The smoke tests of a rollout, in the order in which they were made. */
    List<JsonNode> verdicts(JsonNode record) {
        return tests(record).stream()
                .map(this::item)
                .filter(verdict -> !verdict.isEmpty())
                .toList();
    }

    private JsonNode item(Engine.Key key) {
        ObjectNode item = items.get(key);
        return item == null ? Json.object() : item;
    }

    private List<String> last(String target) {
        long sequence = target(target).at("/claim/sequence").asLong();
        return LongStream.iterate(sequence, number -> number > 0, number -> number - 1)
                .limit(LAST_ROLLOUTS)
                .mapToObj(number -> target + "-" + number)
                .toList();
    }

    private static List<Engine.Key> tests(JsonNode record) {
        String live = Phases.declaration(record).path("endpoint").asText("live");
        String candidate = live.equals("live") ? "candidate" : live + "_candidate";
        Set<Engine.Key> keys = new LinkedHashSet<>();
        String rollout = record.path("id").asText();
        keys.addAll(
                tests(rollout, candidate, record.at("/progress/tests/candidate").asInt()));
        keys.addAll(tests(rollout, live, record.at("/progress/tests/live").asInt()));
        return List.copyOf(keys);
    }

    private static List<Engine.Key> tests(String rollout, String endpoint, int due) {
        return IntStream.rangeClosed(Math.max(1, due - LAST_TESTS + 1), due)
                .mapToObj(attempt ->
                        new Engine.Key(rolloutKey(rollout).pk(), "VERDICT#%s#%d".formatted(endpoint, attempt)))
                .toList();
    }

    private static Engine.Key targetKey(String target) {
        return new Engine.Key("TARGET#" + target, STATE);
    }

    private static Engine.Key rolloutKey(String rollout) {
        return new Engine.Key("ROLLOUT#" + rollout, STATE);
    }
}
