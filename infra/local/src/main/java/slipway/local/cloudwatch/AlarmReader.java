package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads an alarm, whose members template and API call the same.
 *
 * @param wrong makes the error that names a member and what is wrong with it
 */
record AlarmReader(JsonNode given, BiFunction<String, String, RuntimeException> wrong) {
    static final Set<String> KNOWN = Set.of(
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

    Alarm read(String arn, String name) {
        return new Alarm(arn, name, given.path("AlarmDescription").asText(""), series(), condition(), actions());
    }

    private Series series() {
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode dimension : given.path("Dimensions")) {
            dimensions.put(
                    dimension.path("Name").asText(), dimension.path("Value").asText());
        }
        return new Series(text("Namespace"), text("MetricName"), dimensions);
    }

    private Alarm.Condition condition() {
        int periods = whole("EvaluationPeriods");
        int datapoints = given.has("DatapointsToAlarm") ? whole("DatapointsToAlarm") : periods;
        if (datapoints > periods) {
            throw wrong.apply("DatapointsToAlarm", "must not be more than EvaluationPeriods");
        }
        return new Alarm.Condition(
                statistic(),
                Duration.ofSeconds(whole("Period")),
                periods,
                datapoints,
                threshold(),
                comparison(),
                missing());
    }

    private double threshold() {
        try {
            return Double.parseDouble(text("Threshold"));
        } catch (NumberFormatException e) {
            throw wrong.apply("Threshold", "must be a number");
        }
    }

    private String statistic() {
        String member = given.has("Statistic") ? "Statistic" : "ExtendedStatistic";
        String statistic = text(member);
        if (!Statistic.isKnown(statistic)) {
            throw wrong.apply(member, "'" + statistic + "' is not known here");
        }
        return statistic;
    }

    private Alarm.Comparison comparison() {
        String wanted = text("ComparisonOperator");
        return Arrays.stream(Alarm.Comparison.values())
                .filter(comparison -> comparison.wire().equals(wanted))
                .findFirst()
                .orElseThrow(() -> wrong.apply("ComparisonOperator", "'" + wanted + "' is not known here"));
    }

    private Alarm.Missing missing() {
        String wanted = given.path("TreatMissingData").asText("missing");
        return Arrays.stream(Alarm.Missing.values())
                .filter(missing -> missing.wire().equals(wanted))
                .findFirst()
                .orElseThrow(() -> wrong.apply("TreatMissingData", "'" + wanted + "' is not known here"));
    }

    private Alarm.Actions actions() {
        return new Alarm.Actions(
                given.path("ActionsEnabled").asBoolean(true),
                arns("AlarmActions"),
                arns("OKActions"),
                arns("InsufficientDataActions"));
    }

    private List<String> arns(String name) {
        List<String> arns = new ArrayList<>();
        given.path(name).forEach(arn -> arns.add(arn.asText()));
        return List.copyOf(arns);
    }

    private String text(String name) {
        if (!given.path(name).isValueNode()) {
            throw wrong.apply(name, "must be a text");
        }
        return given.path(name).asText();
    }

    private int whole(String name) {
        int value = given.path(name).asInt(0);
        if (value < 1) {
            throw wrong.apply(name, "must be a whole number, 1 or more");
        }
        return value;
    }
}
