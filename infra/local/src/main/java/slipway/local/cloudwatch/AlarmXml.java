package slipway.local.cloudwatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An alarm as DescribeAlarms shows it. */
final class AlarmXml {
    private AlarmXml() {}

    static String member(Alarms.Status status) {
        Alarm alarm = status.alarm();
        Alarm.Condition condition = alarm.condition();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("AlarmName", alarm.name());
        members.put("AlarmArn", alarm.arn());
        members.put("AlarmDescription", alarm.description());
        members.put("ActionsEnabled", String.valueOf(alarm.actions().enabled()));
        members.put("StateValue", status.value().name());
        members.put("StateReason", status.reason());
        members.put("StateUpdatedTimestamp", status.since().toString());
        members.put("StateTransitionedTimestamp", status.since().toString());
        members.put("Namespace", alarm.series().namespace());
        members.put("MetricName", alarm.series().name());
        boolean percentile = condition.statistic().startsWith("p");
        members.put(percentile ? "ExtendedStatistic" : "Statistic", condition.statistic());
        members.put("Period", String.valueOf(condition.period().toSeconds()));
        members.put("EvaluationPeriods", String.valueOf(condition.periods()));
        members.put("DatapointsToAlarm", String.valueOf(condition.datapoints()));
        members.put("Threshold", String.valueOf(condition.threshold()));
        members.put("ComparisonOperator", condition.comparison().wire());
        members.put("TreatMissingData", condition.missing().wire());
        String simple = members.entrySet().stream()
                .map(member -> element(member.getKey(), CloudWatchService.text(member.getValue())))
                .collect(Collectors.joining());
        return element("member", simple + lists(alarm));
    }

    private static String lists(Alarm alarm) {
        String dimensions = alarm.series().dimensions().entrySet().stream()
                .map(dimension -> element(
                        "member",
                        element("Name", CloudWatchService.text(dimension.getKey()))
                                + element("Value", CloudWatchService.text(dimension.getValue()))))
                .collect(Collectors.joining());
        return element("Dimensions", dimensions)
                + element("AlarmActions", members(alarm.actions().alarm()))
                + element("OKActions", members(alarm.actions().ok()))
                + element("InsufficientDataActions", members(alarm.actions().insufficientData()));
    }

    private static String members(Iterable<String> values) {
        StringBuilder members = new StringBuilder();
        values.forEach(value -> members.append(element("member", CloudWatchService.text(value))));
        return members.toString();
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
