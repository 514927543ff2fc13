package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipway.event.Happening.RolloutFinished;
import slipway.ledger.Cause;
import slipway.ledger.Outcome;

/** Counts happenings as CloudWatch metrics. */
public final class MetricEvents implements Events {
    private final Events next;
    private final String environment;
    private final Consumer<String> log;

    /** @param log takes one line for each metric */
    public MetricEvents(Events next, String environment, Consumer<String> log) {
        this.next = next;
        this.environment = environment;
        this.log = log;
    }

    @Override
    public void emit(Happening happening) {
        next.emit(happening);
        if (happening instanceof RolloutFinished finished) {
            ObjectNode rollouts = line(finished, "Rollouts", "Count", List.of("Outcome"));
            log.accept(rollouts.put("Outcome", finished.outcome().word())
                    .put("Rollouts", 1)
                    .toString());
            // What live served before was pushed long ago.
            if (finished.outcome() == Outcome.PROMOTED && finished.cause() != Cause.CONFIGURATION) {
                long seconds =
                        Duration.between(finished.desiredSince(), finished.at()).toSeconds();
                log.accept(line(finished, "PushToLive", "Seconds", List.of())
                        .put("PushToLive", seconds)
                        .toString());
            }
        }
    }

    private ObjectNode line(RolloutFinished finished, String metric, String unit, List<String> more) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("Environment", environment).put("Target", finished.target().value());
        List<List<String>> dimensions = List.of(with(more, "Environment"), with(more, "Environment", "Target"));
        EmbeddedMetric.describe(line, finished.at(), metric, unit, dimensions);
        return line;
    }

    private static List<String> with(List<String> more, String... first) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
