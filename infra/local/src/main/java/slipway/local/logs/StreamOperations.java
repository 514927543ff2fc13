package slipway.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What CloudWatch Logs' API does with the streams of a group. */
final class StreamOperations {
    private static final int PAGE = 50;

    private final Logs logs;
    private final Place place;

    StreamOperations(Logs logs, Place place) {
        this.logs = logs;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "CreateLogStream", this::create,
                "DeleteLogStream", this::delete,
                "DescribeLogStreams", this::describe);
    }

    private JsonNode create(Call call, ObjectNode input) {
        String stream = name(input);
        LogGroup group = allowed(call, input, "CreateLogStream", stream);
        if (!group.createStream(stream, logs.now())) {
            throw LogsService.there("log stream");
        }
        return Json.object();
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String stream = name(input);
        if (!allowed(call, input, "DeleteLogStream", stream).deleteStream(stream)) {
            throw LogsService.notFound("log stream");
        }
        return Json.object();
    }

    private LogGroup allowed(Call call, ObjectNode input, String action, String stream) {
        String group = LogsService.groupName(input);
        call.authorize("logs:" + action, LogsService.streamArn(place, group, stream));
        return logs.find(group).orElseThrow(() -> LogsService.notFound("log group"));
    }

    static String name(ObjectNode input) {
        String name = input.path("logStreamName").asText();
        if (name.isEmpty() || name.length() > 512 || name.contains(":") || name.contains("*")) {
            throw LogsService.invalid("Value '%s' at 'logStreamName' is no name of a log stream".formatted(name));
        }
        return name;
    }

    private JsonNode describe(Call call, ObjectNode input) {
        LogGroup group = LogsService.allowed(logs, place, call, input, "DescribeLogStreams");
        String prefix = input.path("logStreamNamePrefix").asText("");
        boolean byTime = input.path("orderBy").asText("LogStreamName").equals("LastEventTime");
        if (byTime && !prefix.isEmpty()) {
            throw LogsService.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        List<LogEvent> events = group.events(logs.now());
        Comparator<ObjectNode> order = byTime
                ? Comparator.comparingLong(
                        stream -> stream.path("lastEventTimestamp").asLong())
                : Comparator.comparing(stream -> stream.path("logStreamName").asText());
        boolean descending = input.path("descending").asBoolean(false);
        List<ObjectNode> found = group.streams().entrySet().stream()
                .filter(stream -> stream.getKey().startsWith(prefix))
                .map(stream -> shown(group, stream.getKey(), stream.getValue(), events))
                .sorted(descending ? order.reversed() : order)
                .toList();
        return LogsService.page(input, "logStreams", PAGE, found);
    }

    private ObjectNode shown(LogGroup group, String stream, Instant created, List<LogEvent> events) {
        ObjectNode shown = Json.object()
                .put("logStreamName", stream)
                .put("creationTime", created.toEpochMilli())
                .put("arn", LogsService.streamArn(place, group.name(), stream))
                .put("storedBytes", 0);
        List<LogEvent> own =
                events.stream().filter(event -> event.stream().equals(stream)).toList();
        if (!own.isEmpty()) {
            shown.put("firstEventTimestamp", own.getFirst().at().toEpochMilli())
                    .put("lastEventTimestamp", own.getLast().at().toEpochMilli())
                    .put("lastIngestionTime", own.getLast().ingested().toEpochMilli());
        }
        return shown;
    }
}
