package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;

/** EventBridge's API. */
public final class EventsService extends JsonService {
    private final PutEvents events;
    private final Map<String, Operation> operations;

    public EventsService(Bus bus, Place place, InstantSource clock) {
        this.events = new PutEvents(bus, place, clock);
        operations = new TreeMap<>(Map.of("PutEvents", this::put));
        operations.putAll(new BusOperations(bus).operations());
        operations.putAll(new RuleOperations(bus, place).operations());
        operations.putAll(new TargetOperations(bus, place).operations());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("events");
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    private JsonNode put(Call call, ObjectNode input) {
        return events.put(input.withArray("Entries"), call.caller(), call.authorizer());
    }

    /** The name of a bus, which may be given as an ARN or left out. */
    static String busName(JsonNode input, String member) {
        String name = input.path(member).asText(Bus.DEFAULT);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    static RuntimeException wrong(String member, String why) {
        return invalid("Parameter " + member + " is not valid. Reason: " + why);
    }
}
