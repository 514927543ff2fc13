package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;

/** PutEvents: judges the whole request, then each entry by itself. */
final class PutEvents {
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BYTES = 1024 * 1024;

    private final Bus bus;
    private final Place place;
    private final InstantSource clock;

    PutEvents(Bus bus, Place place, InstantSource clock) {
        this.bus = bus;
        this.place = place;
        this.clock = clock;
    }

    ObjectNode put(ArrayNode entries, Caller caller, Authorizer authorizer) {
        check(entries);
        authorize(entries, caller, authorizer);
        ObjectNode answer = Json.object();
        ArrayNode results = Json.MAPPER.createArrayNode();
        int failed = 0;
        for (JsonNode entry : entries) {
            ObjectNode result = putOne(entry);
            failed += result.has("ErrorCode") ? 1 : 0;
            results.add(result);
        }
        answer.put("FailedEntryCount", failed).set("Entries", results);
        return answer;
    }

    private static void check(ArrayNode entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new AwsError(400, "ValidationException", "Entries must have 1 to 10 items, not " + entries.size());
        }
        int bytes = 0;
        for (JsonNode entry : entries) {
            for (String member : new String[] {"Source", "DetailType", "Detail"}) {
                bytes += entry.path(member).asText().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        if (bytes > MAX_BYTES) {
            throw new AwsError(
                    400, "ValidationException", "Total size of the entries in the request is over the limit.");
        }
    }

    private void authorize(ArrayNode entries, Caller caller, Authorizer authorizer) {
        for (JsonNode entry : entries) {
            Map<String, String> context = Map.of(
                    "events:source", entry.path("Source").asText(),
                    "events:detail-type", entry.path("DetailType").asText());
            authorizer.authorize(caller, "events:PutEvents", bus.arn(busName(entry)), context);
        }
    }

    private ObjectNode putOne(JsonNode entry) {
        for (String member : new String[] {"Source", "DetailType", "Detail"}) {
            if (entry.path(member).asText().isEmpty()) {
                return error(
                        "InvalidArgument",
                        "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
            }
        }
        if (entry.path("Source").asText().startsWith("aws.")) {
            return error("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        if (!bus.buses().exists(busName(entry))) {
            // AWS accepts an event for a bus that is not there and drops it; here that is worth an error.
            return error("ResourceNotFoundException", "Event bus " + busName(entry) + " does not exist.");
        }
        try {
            ObjectNode event = event(entry);
            bus.publish(busName(entry), event);
            return Json.object().put("EventId", event.path("id").asText());
        } catch (IllegalArgumentException e) {
            return error("MalformedDetail", "Detail is malformed.");
        }
    }

    private ObjectNode event(JsonNode entry) {
        if (!(Json.read(entry.path("Detail").asText()) instanceof ObjectNode detail)) {
            throw new IllegalArgumentException("Detail is no object");
        }
        Instant time = entry.path("Time").isNumber()
                ? Instant.ofEpochMilli((long) (entry.path("Time").asDouble() * 1000))
                : clock.instant();
        ObjectNode event = Events.envelope(
                place,
                time,
                entry.path("Source").asText(),
                entry.path("DetailType").asText(),
                detail);
        Set<String> resources = new TreeSet<>();
        entry.path("Resources").forEach(resource -> resources.add(resource.asText()));
        resources.forEach(event.withArray("resources")::add);
        return event;
    }

    private static String busName(JsonNode entry) {
        String name = entry.path("EventBusName").asText(Bus.DEFAULT);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static ObjectNode error(String code, String message) {
        return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
    }
}
