package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.TreeService;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/**
 * GetMetricData, metrics as they are: no metric math.
 *
 * <p>A period that the start is in counts from its own beginning, so an answer can hold values from before the start.
 */
final class MetricQueries {
    private static final Set<String> KNOWN =
            Set.of("MetricDataQueries", "StartTime", "EndTime", "ScanBy", "LabelOptions", "MaxDatapoints", "NextToken");
    private static final Set<String> QUERY = Set.of("Id", "MetricStat", "Label", "ReturnData", "Expression");
    private static final Set<String> STAT = Set.of("Metric", "Period", "Stat");
    private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9_]{0,254}");
    private static final int MOST = 500;
    private static final int MOST_POINTS = 100_800;

    private final Metrics metrics;

    MetricQueries(Metrics metrics) {
        this.metrics = metrics;
    }

    private record Window(Instant from, Instant until, boolean newestFirst) {}

    private record Query(String id, String label, Series series, Duration period, String statistic, boolean returned) {}

    private record Point(Query query, Instant at, double value) {}

    JsonNode answer(Call call, ObjectNode input) {
        call.authorize("cloudwatch:GetMetricData", "*");
        Members members = new Members(input).only(KNOWN);
        Window window = window(members);
        List<Query> queries = queries(members).stream().filter(Query::returned).toList();
        List<Point> all =
                queries.stream().flatMap(query -> points(query, window)).toList();
        String token = members.text("NextToken").orElse("");
        Page<Point> page = Page.of(all, token, most(members), "InvalidNextToken");
        Point last = page.next() == null || page.items().isEmpty()
                ? null
                : page.items().getLast();
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("MetricDataResults");
        for (Query query : queries) {
            List<Point> own = page.items().stream()
                    .filter(point -> point.query().equals(query))
                    .toList();
            boolean goesOn = last != null && last.query().equals(query) && !last.equals(lastOf(all, query));
            if (token.isEmpty() || !own.isEmpty()) {
                results.add(result(query, own).put("StatusCode", goesOn ? "PartialData" : "Complete"));
            }
        }
        answer.putArray("Messages");
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }

    private static int most(Members members) {
        int most = members.whole("MaxDatapoints", MOST_POINTS);
        if (most < 1 || most > MOST_POINTS) {
            throw invalid("MaxDatapoints must be 1 to %d, not %d".formatted(MOST_POINTS, most));
        }
        return most;
    }

    private static Point lastOf(List<Point> all, Query query) {
        return all.stream()
                .filter(point -> point.query().equals(query))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private Stream<Point> points(Query query, Window window) {
        Instant from = Points.aligned(window.from(), query.period());
        List<Points.Period> periods = Points.of(metrics, query.series(), query.period(), from, window.until());
        return (window.newestFirst() ? periods.reversed() : periods)
                .stream()
                        .map(period ->
                                new Point(query, period.begins(), Statistic.of(query.statistic(), period.data())));
    }

    private static ObjectNode result(Query query, List<Point> points) {
        ObjectNode result = Json.object().put("Id", query.id()).put("Label", query.label());
        ArrayNode times = result.putArray("Timestamps");
        ArrayNode values = result.putArray("Values");
        points.forEach(point -> {
            times.add(TreeService.time(point.at()));
            values.add(point.value());
        });
        return result;
    }

    private static Window window(Members members) {
        Instant from = members.time("StartTime");
        Instant until = members.time("EndTime");
        if (!from.isBefore(until)) {
            throw invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        String order = members.text("ScanBy").orElse("TimestampDescending");
        return new Window(from, until, order.equals("TimestampDescending"));
    }

    private static List<Query> queries(Members members) {
        List<Query> queries = members.list("MetricDataQueries").stream()
                .map(MetricQueries::query)
                .toList();
        if (queries.isEmpty() || queries.size() > MOST) {
            throw invalid("MetricDataQueries must hold 1 to %d queries, not %d".formatted(MOST, queries.size()));
        }
        Set<String> ids = new HashSet<>();
        queries.stream().map(Query::id).filter(id -> !ids.add(id)).findFirst().ifPresent(id -> {
            throw invalid("The values for parameter id in MetricDataQueries must be unique: '%s' is not".formatted(id));
        });
        return queries;
    }

    private static Query query(Members query) {
        String id = query.only(QUERY).required("Id");
        if (!ID.matcher(id).matches()) {
            throw invalid("The value '%s' for parameter Id must begin with a small letter".formatted(id));
        }
        if (query.has("Expression")) {
            throw invalid("The local cloud knows no metric math: query '%s' has the Expression %s"
                    .formatted(id, query.required("Expression")));
        }
        Members stat = query.object("MetricStat").only(STAT);
        Members metric = stat.object("Metric");
        Series series = new Series(metric.required("Namespace"), metric.required("MetricName"), metric.dimensions());
        String statistic = stat.required("Stat");
        if (!Statistic.isKnown(statistic)) {
            throw invalid("The local cloud does not know the statistic '%s' of query '%s'".formatted(statistic, id));
        }
        boolean returned = !query.text("ReturnData").orElse("true").equals("false");
        return new Query(
                id, query.text("Label").orElse(series.name()), series, Points.period(stat), statistic, returned);
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "ValidationError", message);
    }
}
