package slipway.local.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.wire.Tags;

/** What CloudWatch Logs' API does with groups. */
final class GroupOperations {
    private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);
    private static final int PAGE = 50;

    private final Logs logs;
    private final Place place;
    private final Tags tags = new Tags();

    GroupOperations(Logs logs, Place place) {
        this.logs = logs;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "CreateLogGroup", this::create,
                "DeleteLogGroup", this::delete,
                "DescribeLogGroups", this::describe,
                "PutRetentionPolicy", this::retain,
                "DeleteRetentionPolicy", this::retainForEver,
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::listTags);
    }

    private JsonNode create(Call call, ObjectNode input) {
        String name = LogsService.groupName(input);
        call.authorize("logs:CreateLogGroup", LogsService.arn(place, name));
        if (!NAME.matcher(name).matches()) {
            throw LogsService.invalid("Value '%s' at 'logGroupName' is no name of a log group".formatted(name));
        }
        if (logs.find(name).isPresent()) {
            throw LogsService.there("log group");
        }
        logs.create(name);
        tags.put(name, texts(input.path("tags")));
        return Json.object();
    }

    private JsonNode delete(Call call, ObjectNode input) {
        LogGroup group = LogsService.allowed(logs, place, call, input, "DeleteLogGroup");
        logs.delete(group.name());
        tags.clear(group.name());
        return Json.object();
    }

    private JsonNode describe(Call call, ObjectNode input) {
        call.authorize("logs:DescribeLogGroups", LogsService.arn(place, "*"));
        String prefix = input.path("logGroupNamePrefix").asText("");
        String pattern = input.path("logGroupNamePattern").asText("");
        List<ObjectNode> found = logs.all().stream()
                .filter(group -> group.name().startsWith(prefix) && group.name().contains(pattern))
                .map(this::shown)
                .toList();
        return LogsService.page(input, "logGroups", PAGE, found);
    }

    private ObjectNode shown(LogGroup group) {
        String arn = LogsService.arn(place, group.name());
        int bytes = group.events(logs.now()).stream()
                .mapToInt(event -> event.message().getBytes(UTF_8).length)
                .sum();
        ObjectNode shown = Json.object()
                .put("logGroupName", group.name())
                .put("creationTime", group.created().toEpochMilli())
                .put("metricFilterCount", 0)
                .put("arn", arn)
                .put("logGroupArn", arn.substring(0, arn.length() - 2))
                .put("logGroupClass", "STANDARD")
                .put("storedBytes", bytes);
        return group.retention() == null ? shown : shown.put("retentionInDays", group.retention());
    }

    private JsonNode retain(Call call, ObjectNode input) {
        LogGroup group = LogsService.allowed(logs, place, call, input, "PutRetentionPolicy");
        int days = input.path("retentionInDays").asInt();
        if (!RETENTIONS.contains(days)) {
            throw LogsService.invalid("Value '%d' at 'retentionInDays' is none of the days that are allowed: %s"
                    .formatted(days, RETENTIONS.stream().sorted().toList()));
        }
        group.retention(days);
        return Json.object();
    }

    private JsonNode retainForEver(Call call, ObjectNode input) {
        LogsService.allowed(logs, place, call, input, "DeleteRetentionPolicy").retention(null);
        return Json.object();
    }

    private JsonNode tag(Call call, ObjectNode input) {
        tags.put(tagged(call, input, "TagResource"), texts(input.path("tags")));
        return Json.object();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        tags.remove(
                tagged(call, input, "UntagResource"),
                input.path("tagKeys").valueStream().map(JsonNode::asText).toList());
        return Json.object();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        ObjectNode shown = Json.object();
        tags.of(tagged(call, input, "ListTagsForResource")).forEach(shown::put);
        return Json.object().set("tags", shown);
    }

    private String tagged(Call call, ObjectNode input, String action) {
        ObjectNode named = Json.object()
                .put("logGroupIdentifier", input.path("resourceArn").asText());
        return LogsService.allowed(logs, place, call, named, action).name();
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new TreeMap<>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
