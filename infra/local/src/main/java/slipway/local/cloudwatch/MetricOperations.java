package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.TreeService;
import slipway.local.json.Json;

/** What CloudWatch's API does with metrics. */
final class MetricOperations {
    private static final int METRICS_A_PAGE = 500;

    private final Metrics metrics;
    private final MetricData data;
    private final MetricQueries queries;

    MetricOperations(Metrics metrics) {
        this.metrics = metrics;
        this.data = new MetricData(metrics);
        this.queries = new MetricQueries(metrics);
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "PutMetricData", this::put,
                "GetMetricStatistics", this::statistics,
                "GetMetricData", queries::answer,
                "ListMetrics", this::list);
    }

    private JsonNode put(Call call, ObjectNode input) {
        Members members = new Members(input);
        List<MetricData.Sent> sent = new ArrayList<>();
        for (Members datum : members.list("MetricData")) {
            sent.addAll(MetricData.read(datum));
        }
        data.put(members.required("Namespace"), sent, call.caller(), call.authorizer());
        return Json.object();
    }

    private JsonNode statistics(Call call, ObjectNode input) {
        call.authorize("cloudwatch:GetMetricStatistics", "*");
        Members members = new Members(input);
        Series series = new Series(members.required("Namespace"), members.required("MetricName"), members.dimensions());
        Duration period = Points.period(members);
        ObjectNode answer = Json.object().put("Label", series.name());
        ArrayNode points = answer.putArray("Datapoints");
        for (Points.Period one :
                Points.of(metrics, series, period, members.time("StartTime"), members.time("EndTime"))) {
            ObjectNode point = points.addObject().put("Unit", "None");
            point.set("Timestamp", TreeService.time(one.begins()));
            members.texts("Statistics").forEach(name -> point.put(name, Statistic.of(name, one.data())));
        }
        return answer;
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("cloudwatch:ListMetrics", "*");
        Members members =
                new Members(input).only(Set.of("Namespace", "MetricName", "Dimensions", "RecentlyActive", "NextToken"));
        List<Series> found = metrics.known().stream()
                .filter(series ->
                        series.namespace().equals(members.text("Namespace").orElse(series.namespace())))
                .filter(series ->
                        series.name().equals(members.text("MetricName").orElse(series.name())))
                .filter(series -> members.list("Dimensions").stream().allMatch(wanted -> has(series, wanted)))
                .sorted(Comparator.comparing(Series::toString))
                .toList();
        return Pages.of(members, METRICS_A_PAGE, "Metrics", found, MetricOperations::shown);
    }

    private static boolean has(Series series, Members dimension) {
        String value = series.dimensions().get(dimension.required("Name"));
        return value != null && value.equals(dimension.text("Value").orElse(value));
    }

    private static ObjectNode shown(Series series) {
        ObjectNode shown = Json.object().put("Namespace", series.namespace()).put("MetricName", series.name());
        ArrayNode dimensions = shown.putArray("Dimensions");
        series.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
        return shown;
    }
}
