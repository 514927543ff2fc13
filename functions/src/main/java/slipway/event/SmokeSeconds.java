package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import slipway.target.TargetName;

/** How long smoke tests take, in the log, from where CloudWatch takes it. */
public final class SmokeSeconds {
    private static final String METRIC = "SmokeSeconds";

    private final String environment;
    private final Consumer<String> log;

    /** @param log takes one line for each test */
    public SmokeSeconds(String environment, Consumer<String> log) {
        this.environment = environment;
        this.log = log;
    }

    /**
     * Tells of a test that ended, whatever it found.
     *
     * @param at when it was asked for
     */
    public void took(Duration duration, TargetName target, Instant at) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("Environment", environment)
                .put("Target", target.value());
        EmbeddedMetric.describe(
                line, at, METRIC, "Seconds", List.of(List.of("Environment"), List.of("Environment", "Target")));
        log.accept(line.put(METRIC, duration.toMillis() / 1000.0).toString());
    }
}
