package slipway.infra.alarm;

import java.util.SortedMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** A metric as it is emitted: CloudWatch finds it by namespace, name and exactly these dimensions. */
record Signal(String namespace, String name, SortedMap<String, String> dimensions) {

    Metric metric(String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }

    /** For a graph, under a name that a person reads. */
    Metric metric(String statistic, Duration period, String label) {
        return metric(statistic, period)
                .with(MetricOptions.builder().label(label).build());
    }
}
