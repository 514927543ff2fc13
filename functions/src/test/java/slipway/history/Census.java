package slipway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.event.Happening;
import slipway.ledger.Outcome;

/** How often each kind of thing occurred: histories in which nothing happens prove nothing. */
final class Census {
    private final Map<String, LongAdder> outcomes =
            zeros(Stream.of(Outcome.values()).map(Outcome::word));
    private final Map<String, LongAdder> faults =
            zeros(Stream.of(Fault.values()).map(Fault::name));
    /** A target at rest has no execution but one that was taken over from; few hear late that theirs died. */
    private static final Map<String, Set<String>> APART = Map.of(
            "kill", Set.of("idle", "held", "stuck"),
            "visit", Set.of("idle", "held", "stuck"),
            "rollout-interrupted", Set.of("stuck"));

    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
    private final Map<String, Map<String, LongAdder>> meetings = new ConcurrentHashMap<>();
    private final LongAdder steps = new LongAdder();

    private static Map<String, LongAdder> zeros(Stream<String> words) {
        Map<String, LongAdder> zeros = new ConcurrentHashMap<>();
        words.forEach(word -> zeros.put(word, new LongAdder()));
        return zeros;
    }

    /** An event met a target that was in this state. */
    void met(String state, String event) {
        steps.increment();
        meetings.computeIfAbsent(event, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(state, _ -> new LongAdder())
                .increment();
    }

    void befell(Weather.Happened fault) {
        faults.get(fault.fault().name()).increment();
    }

    void ended(Scene scene) {
        for (Happening happening : scene.world.told) {
            if (happening instanceof Happening.RolloutFinished finished) {
                outcomes.get(finished.outcome().word()).increment();
                reasons.computeIfAbsent(finished.reason(), _ -> new LongAdder()).increment();
            }
        }
    }

    /**
     * What occurred too seldom: an outcome, a fault, an event, or the meeting of an event with a state of a target. Of what
     * meets a target that nobody has declared, all that counts is its end.
     */
    List<String> rarerThan(long times) {
        List<String> rare = new ArrayList<>();
        outcomes.forEach((outcome, count) -> note(rare, outcome, count.sum(), times));
        faults.forEach((fault, count) -> note(rare, fault, count.sum(), times));
        this.meetings.forEach((event, counts) -> {
            note(rare, event, counts.values().stream().mapToLong(LongAdder::sum).sum(), times);
            states().stream()
                    .filter(state -> !state.equals("undeclared"))
                    .filter(state -> !APART.getOrDefault(event, Set.of()).contains(state))
                    .forEach(state -> note(
                            rare, event + " × " + state, count(event, state).sum(), times));
        });
        return rare;
    }

    private static void note(List<String> rare, String what, long count, long enough) {
        if (count < enough) {
            rare.add(what + ": " + count);
        }
    }

    private List<String> states() {
        return meetings.values().stream()
                .flatMap(event -> event.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private LongAdder count(String event, String state) {
        return meetings.get(event).getOrDefault(state, new LongAdder());
    }

    /** The tables, for people. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append("outcomes: ").append(shown(outcomes)).append('\n');
        text.append("reasons:  ").append(shown(reasons)).append('\n');
        text.append("faults:   ").append(shown(faults)).append('\n');
        List<String> states = states();
        text.append("%-22s".formatted("event × state"));
        states.forEach(state -> text.append(" %10.10s".formatted(state)));
        new TreeMap<>(meetings).forEach((event, _) -> {
            text.append("\n%-22s".formatted(event));
            states.forEach(
                    state -> text.append(" %10d".formatted(count(event, state).sum())));
        });
        return text.append('\n').toString();
    }

    private static String shown(Map<String, LongAdder> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
    }
}
