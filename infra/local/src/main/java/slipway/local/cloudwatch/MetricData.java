package slipway.local.cloudwatch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Authorizer;
import slipway.local.edge.Caller;

/** PutMetricData's check, the same whoever calls it. */
final class MetricData {
    private final Metrics metrics;

    MetricData(Metrics metrics) {
        this.metrics = metrics;
    }

    /** A value as it was sent. */
    record Sent(
            String name,
            double value,
            Map<String, String> dimensions,
            @Nullable Instant at) {}

    void put(String namespace, Iterable<Sent> data, Caller caller, Authorizer authorizer) {
        authorizer.authorize(caller, "cloudwatch:PutMetricData", "*", Map.of("cloudwatch:namespace", namespace));
        for (Sent sent : data) {
            Series series = new Series(namespace, sent.name(), sent.dimensions());
            if (sent.at() == null) {
                metrics.put(series, sent.value());
            } else {
                metrics.put(series, new Datum(sent.at(), sent.value()));
            }
        }
    }
}
