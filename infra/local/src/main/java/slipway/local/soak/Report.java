package slipway.local.soak;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a soak came to.
 *
 * @param faults how often a call or an event was changed, by the kind of fault
 * @param rollouts how many ended in each way
 */
public record Report(Map<String, Integer> faults, Map<String, Integer> rollouts, List<String> violations) {

    public int injected() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The last lines of a soak. */
    public void print(PrintStream out) {
        out.printf("faults injected: %d%s%n", injected(), by(faults));
        out.printf(
                "rollouts: %d by outcome%s%n",
                rollouts.values().stream().mapToInt(Integer::intValue).sum(), by(rollouts));
        out.printf("violations: %d%n", violations.size());
        out.flush();
    }

    private static String by(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
