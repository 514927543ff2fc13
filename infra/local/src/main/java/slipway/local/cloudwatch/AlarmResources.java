package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;

/** Makes alarms from templates. */
public final class AlarmResources implements ResourceProvider {
    private static final Set<String> KNOWN = Set.of(
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "ComparisonOperator",
            "DatapointsToAlarm",
            "Dimensions",
            "EvaluationPeriods",
            "ExtendedStatistic",
            "InsufficientDataActions",
            "MetricName",
            "Namespace",
            "OKActions",
            "Period",
            "Statistic",
            "Tags",
            "Threshold",
            "TreatMissingData");

    private final Alarms alarms;
    private final Place place;

    public AlarmResources(Alarms alarms, Place place) {
        this.alarms = alarms;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::CloudWatch::Alarm");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        String name = properties.text("AlarmName", properties.generatedName());
        String arn = place.arn("cloudwatch", "alarm:" + name);
        alarms.put(new Alarm(
                arn,
                name,
                properties.text("AlarmDescription", ""),
                series(properties),
                condition(properties),
                actions(properties)));
        return new Made(name, Map.of("Arn", arn));
    }

    private static Series series(Properties properties) {
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode dimension : properties.get("Dimensions")) {
            dimensions.put(
                    dimension.path("Name").asText(), dimension.path("Value").asText());
        }
        return new Series(properties.text("Namespace"), properties.text("MetricName"), dimensions);
    }

    private static Alarm.Condition condition(Properties properties) {
        int periods = whole(properties, "EvaluationPeriods");
        return new Alarm.Condition(
                statistic(properties),
                Duration.ofSeconds(whole(properties, "Period")),
                periods,
                properties.has("DatapointsToAlarm") ? whole(properties, "DatapointsToAlarm") : periods,
                Double.parseDouble(properties.text("Threshold")),
                comparison(properties),
                missing(properties));
    }

    private static String statistic(Properties properties) {
        String property = properties.has("Statistic") ? "Statistic" : "ExtendedStatistic";
        String statistic = properties.text(property);
        if (!Statistic.isKnown(statistic)) {
            throw properties.wrong(property, "'" + statistic + "' is not known here");
        }
        return statistic;
    }

    private static Alarm.Comparison comparison(Properties properties) {
        String wanted = properties.text("ComparisonOperator");
        return Arrays.stream(Alarm.Comparison.values())
                .filter(comparison -> comparison.wire().equals(wanted))
                .findFirst()
                .orElseThrow(() -> properties.wrong("ComparisonOperator", "'" + wanted + "' is not known here"));
    }

    private static Alarm.Missing missing(Properties properties) {
        String wanted = properties.text("TreatMissingData", "missing");
        return Arrays.stream(Alarm.Missing.values())
                .filter(missing -> missing.wire().equals(wanted))
                .findFirst()
                .orElseThrow(() -> properties.wrong("TreatMissingData", "'" + wanted + "' is not known here"));
    }

    private static Alarm.Actions actions(Properties properties) {
        return new Alarm.Actions(
                properties.get("ActionsEnabled").asBoolean(true),
                arns(properties, "AlarmActions"),
                arns(properties, "OKActions"),
                arns(properties, "InsufficientDataActions"));
    }

    private static List<String> arns(Properties properties, String name) {
        List<String> arns = new ArrayList<>();
        properties.get(name).forEach(arn -> arns.add(arn.asText()));
        return List.copyOf(arns);
    }

    private static int whole(Properties properties, String name) {
        int value = properties.get(name).asInt(0);
        if (value < 1) {
            throw properties.wrong(name, "must be a whole number, 1 or more");
        }
        return value;
    }
}
