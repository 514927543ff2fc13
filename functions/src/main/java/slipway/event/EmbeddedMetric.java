package slipway.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * The embedded metric format that Lambda's log carries
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
final class EmbeddedMetric {
    private static final String NAMESPACE = "Slipway";

    private EmbeddedMetric() {}

    /** Says of a line which of its members is the metric, and by which members it is looked up. */
    static void describe(ObjectNode line, Instant at, String metric, String unit, List<List<String>> dimensions) {
        ObjectNode directive = line.putObject("_aws")
                .put("Timestamp", at.toEpochMilli())
                .putArray("CloudWatchMetrics")
                .addObject();
        directive.put("Namespace", NAMESPACE);
        ArrayNode sets = directive.putArray("Dimensions");
        dimensions.forEach(set -> set.forEach(sets.addArray()::add));
        directive.putArray("Metrics").addObject().put("Name", metric).put("Unit", unit);
    }
}
