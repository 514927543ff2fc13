package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.edge.TreeService;
import slipway.local.json.Json;

/** An alarm as CloudWatch's API shows it. */
final class AlarmJson {
    private AlarmJson() {}

    static ObjectNode of(Alarms.Status status) {
        Alarm alarm = status.alarm();
        ObjectNode shown = Json.object()
                .put("AlarmName", alarm.name())
                .put("AlarmArn", alarm.arn())
                .put("AlarmDescription", alarm.description())
                .put("ActionsEnabled", alarm.actions().enabled())
                .put("StateValue", status.value().name())
                .put("StateReason", status.reason());
        if (!status.reasonData().isEmpty()) {
            shown.put("StateReasonData", status.reasonData());
        }
        shown.set("StateUpdatedTimestamp", TreeService.time(status.since()));
        shown.set("StateTransitionedTimestamp", TreeService.time(status.since()));
        condition(shown, alarm);
        list(shown, "AlarmActions", alarm.actions().alarm());
        list(shown, "OKActions", alarm.actions().ok());
        list(shown, "InsufficientDataActions", alarm.actions().insufficientData());
        return shown;
    }

    private static void condition(ObjectNode shown, Alarm alarm) {
        Alarm.Condition condition = alarm.condition();
        boolean percentile = condition.statistic().startsWith("p");
        shown.put("Namespace", alarm.series().namespace())
                .put("MetricName", alarm.series().name())
                .put(percentile ? "ExtendedStatistic" : "Statistic", condition.statistic())
                .put("Period", condition.period().toSeconds())
                .put("EvaluationPeriods", condition.periods())
                .put("DatapointsToAlarm", condition.datapoints())
                .put("Threshold", condition.threshold())
                .put("ComparisonOperator", condition.comparison().wire())
                .put("TreatMissingData", condition.missing().wire());
        ArrayNode dimensions = shown.putArray("Dimensions");
        alarm.series()
                .dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
    }

    /** A state as an alarm's history tells it. */
    static ObjectNode historic(Alarms.Status status) {
        ObjectNode state =
                Json.object().put("stateValue", status.value().name()).put("stateReason", status.reason());
        if (!status.reasonData().isEmpty()) {
            state.set("stateReasonData", Json.read(status.reasonData()));
        }
        return state;
    }

    private static void list(ObjectNode shown, String name, List<String> values) {
        ArrayNode array = shown.putArray(name);
        values.forEach(array::add);
    }
}
