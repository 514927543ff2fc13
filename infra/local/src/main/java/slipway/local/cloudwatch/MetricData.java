package slipway.local.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;

/** PutMetricData's check, the same whoever calls it. */
final class MetricData {
    private static final Set<String> KNOWN = Set.of(
            "MetricName",
            "Dimensions",
            "Timestamp",
            "Value",
            "Values",
            "Counts",
            "StatisticValues",
            "Unit",
            "StorageResolution");
    private static final int MOST_VALUES = 150;
    private static final int MOST_DIMENSIONS = 30;
    /** A metric keeps some thousand values in all. */
    private static final int MOST_COUNTED = 1000;

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

    /**
     * One datum: a value, or values with how often each was seen.
     *
     * @throws AwsError naming the member that CloudWatch refuses or that is not known here
     */
    static List<Sent> read(Members datum) {
        datum.only(KNOWN);
        if (datum.has("StatisticValues")) {
            throw Members.wrong("The local cloud keeps single values: send Value or Values, not StatisticValues.");
        }
        List<String> values = datum.has("Values") ? datum.texts("Values") : List.of(datum.required("Value"));
        List<String> counts = datum.texts("Counts");
        if (values.size() > MOST_VALUES || (!counts.isEmpty() && counts.size() != values.size())) {
            throw Members.wrong("The parameters Values and Counts must have the same size, 150 at most.");
        }
        if (datum.list("Dimensions").size() > MOST_DIMENSIONS) {
            throw Members.wrong("The collection Dimensions must not have a size greater than 30.");
        }
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            double value = number(values.get(i));
            Sent one = new Sent(
                    datum.required("MetricName"),
                    value,
                    datum.dimensions(),
                    datum.has("Timestamp") ? datum.time("Timestamp") : null);
            int times = counts.isEmpty() ? 1 : (int) number(counts.get(i));
            sent.addAll(Collections.nCopies(Math.min(times, MOST_COUNTED), one));
        }
        return sent;
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As wrong as what is no finite number.
        }
        throw Members.wrong("The value " + text + " for parameter MetricData is invalid.");
    }

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
