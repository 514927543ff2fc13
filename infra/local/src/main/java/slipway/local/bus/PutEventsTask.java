package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Set;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.states.Integration;
import slipway.local.states.StatesError;

/** Step Functions' {@code events:putEvents}; a Detail may be an object there. */
public final class PutEventsTask implements Integration {
    private final PutEvents events;
    private final Authorizer authorizer;

    public PutEventsTask(Bus bus, Place place, InstantSource clock, Authorizer authorizer) {
        this.events = new PutEvents(bus, place, clock);
        this.authorizer = authorizer;
    }

    @Override
    public String resource() {
        return "arn:aws:states:::events:putEvents";
    }

    @Override
    public Set<String> arguments() {
        return Set.of("Entries");
    }

    @Override
    public JsonNode call(JsonNode arguments, Caller role) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        arguments.path("Entries").forEach(entry -> entries.add(written(entry)));
        try {
            ObjectNode answer = events.put(entries, role, authorizer);
            if (answer.path("FailedEntryCount").asInt() > 0) {
                throw new StatesError("EventBridge.FailedEntry", Json.write(answer));
            }
            return answer;
        } catch (AwsError e) {
            throw new StatesError("EventBridge." + e.code(), e.text());
        }
    }

    private static ObjectNode written(JsonNode entry) {
        ObjectNode copy = entry.deepCopy();
        JsonNode detail = entry.path("Detail");
        if (detail.isObject()) {
            copy.put("Detail", Json.write(detail));
        }
        return copy;
    }
}
