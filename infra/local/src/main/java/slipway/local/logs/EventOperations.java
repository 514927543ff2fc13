package slipway.local.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What CloudWatch Logs' API does with lines. */
final class EventOperations {
    private static final int MOST = 10_000;
    private static final int LARGEST_BATCH = 1_048_576;
    private static final int OVERHEAD = 26;
    private static final Duration TOO_OLD = Duration.ofDays(14);
    private static final Duration TOO_NEW = Duration.ofHours(2);

    private final Logs logs;
    private final Place place;

    EventOperations(Logs logs, Place place) {
        this.logs = logs;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of("PutLogEvents", this::put, "GetLogEvents", this::get, "FilterLogEvents", this::filter);
    }

    private JsonNode put(Call call, ObjectNode input) {
        LogGroup group = allowed(call, input, "PutLogEvents");
        JsonNode events = input.path("logEvents");
        check(events);
        Instant now = logs.now();
        ObjectNode rejected = Json.object();
        for (int i = 0; i < events.size(); i++) {
            Instant at = at(events.get(i));
            if (at.isBefore(now.minus(TOO_OLD))) {
                rejected.put("tooOldLogEventEndIndex", i + 1);
            } else if (!at.isAfter(now.plus(TOO_NEW))) {
                logs.append(
                        group,
                        StreamOperations.name(input),
                        at,
                        events.get(i).path("message").asText());
            } else if (!rejected.has("tooNewLogEventStartIndex")) {
                rejected.put("tooNewLogEventStartIndex", i);
            }
        }
        ObjectNode answer = Json.object();
        return rejected.isEmpty() ? answer : answer.set("rejectedLogEventsInfo", rejected);
    }

    /** A batch has a size, and its lines are in order. */
    private static void check(JsonNode events) {
        if (events.isEmpty() || events.size() > MOST) {
            throw LogsService.invalid("logEvents must hold 1 to 10000 events, not " + events.size());
        }
        int bytes = 0;
        Instant before = Instant.MIN;
        for (JsonNode event : events) {
            bytes += event.path("message").asText().getBytes(UTF_8).length + OVERHEAD;
            if (at(event).isBefore(before)) {
                throw LogsService.invalid(
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
            before = at(event);
        }
        if (bytes > LARGEST_BATCH) {
            throw LogsService.invalid("Upload too large: %d bytes exceeds limit of 1048576".formatted(bytes));
        }
    }

    private static Instant at(JsonNode event) {
        return Instant.ofEpochMilli(event.path("timestamp").asLong());
    }

    /** A group of which the stream is one. */
    private LogGroup allowed(Call call, ObjectNode input, String action) {
        String name = LogsService.groupName(input);
        String stream = StreamOperations.name(input);
        call.authorize("logs:" + action, LogsService.streamArn(place, name, stream));
        LogGroup group = logs.find(name).orElseThrow(() -> LogsService.notFound("log group"));
        if (!group.streams().containsKey(stream)) {
            throw LogsService.notFound("log stream");
        }
        return group;
    }

    /** Its tokens name the last line that was shown, in the direction that they lead; the last page repeats its own. */
    private JsonNode get(Call call, ObjectNode input) {
        LogGroup group = allowed(call, input, "GetLogEvents");
        String stream = StreamOperations.name(input);
        String token = input.path("nextToken").asText("");
        if (!token.matches("|[fb]/\\d{1,18}")) {
            throw LogsService.invalid("The specified nextToken is invalid.");
        }
        long seen = token.isEmpty() ? 0 : Long.parseLong(token.substring(2));
        long until = input.path("endTime").asLong(Long.MAX_VALUE);
        List<LogEvent> found = found(group, input, event -> event.stream().equals(stream)).stream()
                .filter(event -> event.at().toEpochMilli() != until)
                .filter(event ->
                        token.isEmpty() || (token.startsWith("f") ? event.number() > seen : event.number() < seen))
                .toList();
        int limit = limit(input);
        boolean forward = token.isEmpty() ? input.path("startFromHead").asBoolean(false) : token.startsWith("f");
        List<LogEvent> page = forward
                ? found.subList(0, Math.min(limit, found.size()))
                : found.subList(Math.max(0, found.size() - limit), found.size());
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        page.forEach(event -> events.add(shown(event)));
        answer.put(
                "nextForwardToken",
                "f/" + (page.isEmpty() ? seen : page.getLast().number()));
        return answer.put(
                "nextBackwardToken",
                "b/" + (page.isEmpty() ? seen : page.getFirst().number()));
    }

    private JsonNode filter(Call call, ObjectNode input) {
        LogGroup group = LogsService.allowed(logs, place, call, input, "FilterLogEvents");
        FilterPattern pattern = FilterPattern.of(input.path("filterPattern").asText(""));
        Set<String> streams =
                input.path("logStreamNames").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        String prefix = input.path("logStreamNamePrefix").asText("");
        Predicate<LogEvent> wanted = event -> (streams.isEmpty() || streams.contains(event.stream()))
                && event.stream().startsWith(prefix)
                && pattern.matches(event.message());
        List<ObjectNode> found = found(group, input, wanted).stream()
                .sorted(Comparator.comparing(LogEvent::at))
                .map(event -> shown(event).put("logStreamName", event.stream()).put("eventId", event.id()))
                .toList();
        ObjectNode answer = LogsService.page(input, "events", MOST, found);
        answer.putArray("searchedLogStreams");
        return answer;
    }

    /** The end belongs to what is found; GetLogEvents alone leaves it out. */
    private List<LogEvent> found(LogGroup group, ObjectNode input, Predicate<LogEvent> wanted) {
        long from = input.path("startTime").asLong(0);
        long until = input.path("endTime").asLong(Long.MAX_VALUE);
        return group.events(logs.now()).stream()
                .filter(wanted)
                .filter(event -> event.at().toEpochMilli() >= from && event.at().toEpochMilli() <= until)
                .toList();
    }

    private static int limit(ObjectNode input) {
        int limit = input.path("limit").asInt(MOST);
        if (limit < 1 || limit > MOST) {
            throw LogsService.invalid("limit must be 1 to 10000, not " + limit);
        }
        return limit;
    }

    private static ObjectNode shown(LogEvent event) {
        return Json.object()
                .put("timestamp", event.at().toEpochMilli())
                .put("message", event.message())
                .put("ingestionTime", event.ingested().toEpochMilli());
    }
}
