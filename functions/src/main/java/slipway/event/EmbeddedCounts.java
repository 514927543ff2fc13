package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Counts in the log, from where CloudWatch takes them. */
public final class EmbeddedCounts implements Counts {
    private final String environment;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * @param clock stamps the lines, by real time
     * @param log takes one line for each count
     */
    public EmbeddedCounts(String environment, InstantSource clock, Consumer<String> log) {
        this.environment = environment;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void add(Counted counted) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("Environment", environment);
        EmbeddedMetric.describe(line, clock.instant(), counted.metric(), "Count", List.of(List.of("Environment")));
        log.accept(line.put(counted.metric(), 1).toString());
    }
}
