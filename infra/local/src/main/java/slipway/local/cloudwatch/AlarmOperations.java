package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.cloudwatch.Alarm.StateValue;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.edge.TreeService;
import slipway.local.json.Json;

/** What CloudWatch's API does with alarms. */
final class AlarmOperations {
    private static final Set<String> DESCRIBE =
            Set.of("AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "MaxRecords", "NextToken");
    private static final Set<String> HISTORY = Set.of(
            "AlarmName", "AlarmTypes", "HistoryItemType", "StartDate", "EndDate", "ScanBy", "MaxRecords", "NextToken");
    private static final Set<String> FOR_METRIC = Set.of("Namespace", "MetricName", "Dimensions");
    private static final int ALARMS_A_PAGE = 50;
    private static final int CHANGES_A_PAGE = 100;

    private final Place place;
    private final Alarms alarms;

    AlarmOperations(Place place, Alarms alarms) {
        this.place = place;
        this.alarms = alarms;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "DescribeAlarms", this::describe,
                "DescribeAlarmsForMetric", this::describeForMetric,
                "DescribeAlarmHistory", this::history,
                "SetAlarmState", this::setState);
    }

    private JsonNode describe(Call call, ObjectNode input) {
        call.authorize("cloudwatch:DescribeAlarms", arn("*"));
        Members members = new Members(input).only(DESCRIBE);
        if (members.has("AlarmNames") && members.has("AlarmNamePrefix")) {
            throw Members.wrong("AlarmNames and AlarmNamePrefix exclude each other.");
        }
        List<Alarms.Status> found =
                alarms.all().stream().filter(status -> wanted(status, members)).toList();
        ObjectNode page = Pages.of(members, Pages.size(members, ALARMS_A_PAGE), "MetricAlarms", found, AlarmJson::of);
        page.putArray("CompositeAlarms");
        return page;
    }

    private JsonNode describeForMetric(Call call, ObjectNode input) {
        call.authorize("cloudwatch:DescribeAlarmsForMetric", "*");
        Members members = new Members(input).only(FOR_METRIC);
        Series series = new Series(members.required("Namespace"), members.required("MetricName"), members.dimensions());
        ObjectNode answer = Json.object();
        var found = answer.putArray("MetricAlarms");
        alarms.all().stream()
                .filter(status -> status.alarm().series().equals(series))
                .forEach(status -> found.add(AlarmJson.of(status)));
        return answer;
    }

    private static boolean wanted(Alarms.Status status, Members members) {
        Set<String> names = new HashSet<>(members.texts("AlarmNames"));
        String name = status.alarm().name();
        String state = status.value().name();
        return metricAlarms(members)
                && (names.isEmpty() || names.contains(name))
                && name.startsWith(members.text("AlarmNamePrefix").orElse(""))
                && state.equals(members.text("StateValue").orElse(state));
    }

    private static boolean metricAlarms(Members members) {
        List<String> types = members.texts("AlarmTypes");
        return types.isEmpty() || types.contains("MetricAlarm");
    }

    private JsonNode history(Call call, ObjectNode input) {
        Members members = new Members(input).only(HISTORY);
        call.authorize(
                "cloudwatch:DescribeAlarmHistory", arn(members.text("AlarmName").orElse("*")));
        List<Transition> found = alarms.history().stream()
                .filter(change -> wanted(change, members))
                .toList();
        boolean oldestFirst = members.text("ScanBy").orElse("").equals("TimestampAscending");
        return Pages.of(
                members,
                Pages.size(members, CHANGES_A_PAGE),
                "AlarmHistoryItems",
                oldestFirst ? found : found.reversed(),
                AlarmOperations::item);
    }

    /** Only changes of state are kept: what configured an alarm is in its template. */
    private static boolean wanted(Transition change, Members members) {
        Instant at = change.after().since();
        return metricAlarms(members)
                && members.text("HistoryItemType").orElse("StateUpdate").equals("StateUpdate")
                && change.alarm()
                        .name()
                        .equals(members.text("AlarmName").orElse(change.alarm().name()))
                && !(members.has("StartDate") && at.isBefore(members.time("StartDate")))
                && !(members.has("EndDate") && at.isAfter(members.time("EndDate")));
    }

    private static ObjectNode item(Transition change) {
        ObjectNode data = Json.object().put("version", "1.0");
        data.set("oldState", AlarmJson.historic(change.before()));
        data.set("newState", AlarmJson.historic(change.after()));
        ObjectNode item = Json.object()
                .put("AlarmName", change.alarm().name())
                .put("AlarmType", "MetricAlarm")
                .put("HistoryItemType", "StateUpdate")
                .put("HistorySummary", "Alarm updated from %s to %s".formatted(change.from(), change.to()))
                .put("HistoryData", Json.write(data));
        item.set("Timestamp", TreeService.time(change.after().since()));
        return item;
    }

    private JsonNode setState(Call call, ObjectNode input) {
        Members members = new Members(input);
        String name = members.required("AlarmName");
        call.authorize("cloudwatch:SetAlarmState", arn(name));
        String wanted = members.required("StateValue");
        StateValue value = Arrays.stream(StateValue.values())
                .filter(state -> state.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Members.wrong("StateValue must be OK, ALARM or INSUFFICIENT_DATA, not " + wanted));
        alarms.set(
                name,
                value,
                members.required("StateReason"),
                members.text("StateReasonData").orElse(""));
        return Json.object();
    }

    private String arn(String name) {
        return place.arn("cloudwatch", "alarm:" + name);
    }
}
