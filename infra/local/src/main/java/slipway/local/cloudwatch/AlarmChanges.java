package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.wire.Tags;

/** What makes alarms, changes and deletes them by API, and what is noted about them. */
final class AlarmChanges {
    private static final int MOST_DELETED = 100;

    private final Place place;
    private final Alarms alarms;
    private final Tags tags = new Tags();

    AlarmChanges(Place place, Alarms alarms) {
        this.place = place;
        this.alarms = alarms;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "PutMetricAlarm", this::put,
                "DeleteAlarms", this::delete,
                "EnableAlarmActions", (call, input) -> actions(call, input, "EnableAlarmActions", true),
                "DisableAlarmActions", (call, input) -> actions(call, input, "DisableAlarmActions", false),
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::listTags);
    }

    private JsonNode put(Call call, ObjectNode input) {
        Members members = new Members(input);
        String name = members.required("AlarmName");
        String arn = arn(name);
        call.authorize("cloudwatch:PutMetricAlarm", arn, tags.context(arn));
        members.only(AlarmReader.KNOWN);
        alarms.put(new AlarmReader(input, AlarmChanges::wrong).read(arn, name));
        tags.put(arn, Tags.read(input.path("Tags")));
        return Json.object();
    }

    private static RuntimeException wrong(String member, String why) {
        return new AwsError(400, "ValidationError", "The parameter %s %s".formatted(member, why));
    }

    /** All of them, or none where one is not there. */
    private JsonNode delete(Call call, ObjectNode input) {
        List<String> names = new Members(input).texts("AlarmNames");
        names.forEach(name -> call.authorize("cloudwatch:DeleteAlarms", arn(name), tags.context(arn(name))));
        if (names.isEmpty() || names.size() > MOST_DELETED) {
            throw wrong("AlarmNames", "must have 1 to 100 entries, not " + names.size());
        }
        for (String name : names) {
            if (alarms.find(name).isEmpty()) {
                throw new AwsError(404, "ResourceNotFound", "There is no alarm " + name);
            }
        }
        names.forEach(name -> {
            alarms.delete(name);
            tags.clear(arn(name));
        });
        return Json.object();
    }

    /** Alarms that are not there are passed over. */
    private JsonNode actions(Call call, ObjectNode input, String action, boolean enabled) {
        List<String> names = new Members(input).texts("AlarmNames");
        names.forEach(name -> call.authorize("cloudwatch:" + action, arn(name), tags.context(arn(name))));
        for (String name : names) {
            alarms.find(name).map(Alarms.Status::alarm).ifPresent(alarm -> alarms.put(alarm.acting(enabled)));
        }
        return Json.object();
    }

    private JsonNode tag(Call call, ObjectNode input) {
        tags.put(tagged(call, input, "TagResource"), Tags.read(input.path("Tags")));
        return Json.object();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        tags.remove(tagged(call, input, "UntagResource"), new Members(input).texts("TagKeys"));
        return Json.object();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        return Json.object().set("Tags", tags.list(tagged(call, input, "ListTagsForResource")));
    }

    private String tagged(Call call, ObjectNode input, String action) {
        String arn = new Members(input).required("ResourceARN");
        call.authorize("cloudwatch:" + action, arn, tags.context(arn));
        String prefix = arn("");
        if (!arn.startsWith(prefix)
                || alarms.find(arn.substring(prefix.length())).isEmpty()) {
            throw new AwsError(404, "ResourceNotFoundException", "There is no alarm " + arn);
        }
        return arn;
    }

    private String arn(String name) {
        return place.arn("cloudwatch", "alarm:" + name);
    }
}
