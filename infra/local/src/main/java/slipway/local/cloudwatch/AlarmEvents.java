package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;

/** How a change of an alarm is told: to the bus, and to the alarm's actions. */
final class AlarmEvents {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private final Place place;

    AlarmEvents(Place place) {
        this.place = place;
    }

    ObjectNode change(Transition transition) {
        ObjectNode detail = Json.object().put("alarmName", transition.alarm().name());
        detail.set("state", state(transition.after()));
        detail.set("previousState", state(transition.before()));
        detail.set("configuration", configuration(transition.alarm()));
        ObjectNode event =
                Events.envelope(place, transition.at(), "aws.cloudwatch", "CloudWatch Alarm State Change", detail);
        event.withArray("resources").add(transition.alarm().arn());
        return event;
    }

    private static ObjectNode state(Alarms.Status status) {
        ObjectNode state = Json.object().put("value", status.value().name()).put("reason", status.reason());
        if (!status.reasonData().isEmpty()) {
            state.put("reasonData", status.reasonData());
        }
        return state.put("timestamp", time(status.since()));
    }

    /** CloudWatch writes the zone without a colon, which ISO readers may not like. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static ObjectNode configuration(Alarm alarm) {
        ObjectNode configuration = Json.object().put("description", alarm.description());
        ObjectNode query = configuration.putArray("metrics").addObject();
        query.put("id", "m1").put("returnData", true);
        ObjectNode stat = query.putObject("metricStat")
                .put("period", alarm.condition().period().toSeconds())
                .put("stat", alarm.condition().statistic());
        ObjectNode metric = stat.putObject("metric")
                .put("namespace", alarm.series().namespace())
                .put("name", alarm.series().name());
        ObjectNode dimensions = metric.putObject("dimensions");
        alarm.series().dimensions().forEach(dimensions::put);
        return configuration;
    }

    /** What a topic's subscribers get as the message. */
    ObjectNode notification(Transition transition) {
        Alarm alarm = transition.alarm();
        ObjectNode message = Json.object()
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.description())
                .put("AWSAccountId", place.account())
                .put("NewStateValue", transition.to().name())
                .put("NewStateReason", transition.reason())
                .put("StateChangeTime", time(transition.at()))
                .put("Region", place.region())
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", transition.from().name());
        list(message, "OKActions", alarm.actions().ok());
        list(message, "AlarmActions", alarm.actions().alarm());
        message.set("Trigger", trigger(alarm));
        return message;
    }

    private static ObjectNode trigger(Alarm alarm) {
        Alarm.Condition condition = alarm.condition();
        ObjectNode trigger = Json.object()
                .put("MetricName", alarm.series().name())
                .put("Namespace", alarm.series().namespace())
                .put("Statistic", condition.statistic())
                .put("Period", condition.period().toSeconds())
                .put("EvaluationPeriods", condition.periods())
                .put("ComparisonOperator", condition.comparison().wire())
                .put("Threshold", condition.threshold())
                .put("TreatMissingData", condition.missing().wire());
        var dimensions = trigger.putArray("Dimensions");
        alarm.series()
                .dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("name", name).put("value", value));
        return trigger;
    }

    private static void list(ObjectNode message, String name, List<String> values) {
        var array = message.putArray(name);
        values.forEach(array::add);
    }
}
