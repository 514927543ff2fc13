package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipway.ledger.DriftReason;

/** How much drift stands, after each sweep: all of it, nought included, and by reason. */
public final class DriftMetric {
    private static final String METRIC = "DriftFound";

    private final String environment;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * @param clock stamps the lines, by real time
     * @param log takes one line for each count
     */
    public DriftMetric(String environment, InstantSource clock, Consumer<String> log) {
        this.environment = environment;
        this.clock = clock;
        this.log = log;
    }

    public void swept(Map<DriftReason, Integer> standing) {
        ObjectNode all = line(List.of("Environment"));
        int sum = standing.values().stream().mapToInt(Integer::intValue).sum();
        log.accept(all.put(METRIC, sum).toString());
        standing.forEach((reason, count) -> {
            ObjectNode one = line(List.of("Environment", "Reason"));
            log.accept(one.put("Reason", reason.word()).put(METRIC, count).toString());
        });
    }

    private ObjectNode line(List<String> dimensions) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("Environment", environment);
        EmbeddedMetric.describe(line, clock.instant(), METRIC, "Count", List.of(dimensions));
        return line;
    }
}
