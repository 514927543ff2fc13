package slipway.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;

/** CloudWatch's API in the query protocol, which the SDK for Java 2.40 and the command line speak. */
public final class CloudWatchService extends QueryService {
    private final Place place;
    private final Metrics metrics;
    private final MetricData data;
    private final Alarms alarms;

    public CloudWatchService(Place place, Metrics metrics, Alarms alarms) {
        this.place = place;
        this.metrics = metrics;
        this.data = new MetricData(metrics);
        this.alarms = alarms;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("monitoring");
    }

    @Override
    protected String namespace() {
        return "http://monitoring.amazonaws.com/doc/2010-08-01/";
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of(
                "PutMetricData", this::putMetricData,
                "GetMetricStatistics", this::statistics,
                "DescribeAlarms", this::describeAlarms);
    }

    private String putMetricData(Call call, Map<String, String> form) {
        List<MetricData.Sent> sent = new ArrayList<>();
        for (int index = 1; ; index++) {
            String prefix = "MetricData.member." + index + ".";
            String name = form.get(prefix + "MetricName");
            if (name == null) {
                break;
            }
            String at = form.get(prefix + "Timestamp");
            sent.add(new MetricData.Sent(
                    name,
                    number(form, prefix + "Value"),
                    MetricData.dimensions(form, prefix),
                    at == null ? null : time(at)));
        }
        data.put(form.getOrDefault("Namespace", ""), sent, call.caller(), call.authorizer());
        return "";
    }

    private String statistics(Call call, Map<String, String> form) {
        call.authorize("cloudwatch:GetMetricStatistics", "*");
        Series series =
                new Series(required(form, "Namespace"), required(form, "MetricName"), MetricData.dimensions(form, ""));
        List<String> wanted = members(form, "Statistics.member.");
        Duration period = Duration.ofSeconds((long) number(form, "Period"));
        Instant end = time(required(form, "EndTime"));
        StringBuilder points = new StringBuilder();
        for (Instant from = time(required(form, "StartTime")); from.isBefore(end); from = from.plus(period)) {
            List<Datum> values = metrics.between(series, from, from.plus(period));
            if (!values.isEmpty()) {
                points.append(point(from, wanted, values));
            }
        }
        return "<Label>" + escape(series.name()) + "</Label><Datapoints>" + points + "</Datapoints>";
    }

    private static String point(Instant from, List<String> wanted, List<Datum> values) {
        String statistics = wanted.stream()
                .map(name -> "<%1$s>%2$s</%1$s>".formatted(name, Statistic.of(name, values)))
                .collect(Collectors.joining());
        return "<member><Timestamp>" + from + "</Timestamp><Unit>None</Unit>" + statistics + "</member>";
    }

    private String describeAlarms(Call call, Map<String, String> form) {
        call.authorize("cloudwatch:DescribeAlarms", place.arn("cloudwatch", "alarm:*"));
        Set<String> names = new HashSet<>(members(form, "AlarmNames.member."));
        String prefix = form.getOrDefault("AlarmNamePrefix", "");
        String state = form.getOrDefault("StateValue", "");
        String members = alarms.all().stream()
                .filter(status ->
                        names.isEmpty() || names.contains(status.alarm().name()))
                .filter(status -> status.alarm().name().startsWith(prefix))
                .filter(status -> state.isEmpty() || status.value().name().equals(state))
                .map(AlarmXml::member)
                .collect(Collectors.joining());
        return "<MetricAlarms>" + members + "</MetricAlarms><CompositeAlarms/>";
    }

    static String text(String value) {
        return escape(value);
    }

    private static List<String> members(Map<String, String> form, String prefix) {
        List<String> values = new ArrayList<>();
        for (int index = 1; form.containsKey(prefix + index); index++) {
            values.add(form.getOrDefault(prefix + index, ""));
        }
        return values;
    }

    private static String required(Map<String, String> form, String name) {
        String value = form.get(name);
        if (value == null) {
            throw new AwsError(400, "MissingParameter", "The parameter " + name + " is required.");
        }
        return value;
    }

    private static double number(Map<String, String> form, String name) {
        try {
            return Double.parseDouble(required(form, name));
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidParameterValue", "The value for parameter " + name + " is invalid.");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new AwsError(400, "InvalidParameterValue", "Not a time: " + text);
        }
    }
}
