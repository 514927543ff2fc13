package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import slipway.event.Happening.RolloutFinished;
import slipway.ledger.Outcome;

/**
 * Counts happenings as CloudWatch metrics, in the embedded metric format that Lambda's log carries
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
public final class MetricEvents implements Events {
    private static final String NAMESPACE = "Slipway";

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
            if (finished.outcome() == Outcome.PROMOTED) {
                long seconds =
                        Duration.between(finished.startedAt(), finished.at()).toSeconds();
                log.accept(line(finished, "PushToLive", "Seconds", List.of())
                        .put("PushToLive", seconds)
                        .toString());
            }
        }
    }

    private ObjectNode line(RolloutFinished finished, String metric, String unit, List<String> more) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("Environment", environment).put("Target", finished.target().value());
        stamp(line, finished.at(), metric, unit, more);
        return line;
    }

    private static void stamp(ObjectNode line, Instant at, String metric, String unit, List<String> more) {
        ObjectNode directive = line.putObject("_aws")
                .put("Timestamp", at.toEpochMilli())
                .putArray("CloudWatchMetrics")
                .addObject();
        directive.put("Namespace", NAMESPACE);
        var sets = directive.putArray("Dimensions");
        var all = sets.addArray().add("Environment");
        var each = sets.addArray().add("Environment").add("Target");
        more.forEach(dimension -> {
            all.add(dimension);
            each.add(dimension);
        });
        directive.putArray("Metrics").addObject().put("Name", metric).put("Unit", unit);
    }
}
