package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** EventBridge's API. */
public final class EventsService extends JsonService {
    private final Bus bus;
    private final Place place;
    private final PutEvents events;
    private final RuleReads reads;

    public EventsService(Bus bus, Place place, InstantSource clock) {
        this.bus = bus;
        this.place = place;
        this.events = new PutEvents(bus, place, clock);
        this.reads = new RuleReads(bus, place);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("events");
    }

    @Override
    protected Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>(reads.operations());
        operations.putAll(Map.of("PutEvents", this::put, "DescribeRule", this::describe, "ListRules", this::list));
        return operations;
    }

    private JsonNode put(Call call, ObjectNode input) {
        return events.put(input.withArray("Entries"), call.caller(), call.authorizer());
    }

    private JsonNode describe(Call call, ObjectNode input) {
        String bus = busName(input);
        String name = input.path("Name").asText();
        String arn = RuleResources.arn(place, bus, name);
        call.authorize("events:DescribeRule", arn);
        return this.bus.rules(bus).stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .map(EventsService::describe)
                .orElseThrow(() -> new AwsError(
                        400, "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus " + bus + "."));
    }

    private JsonNode list(Call call, ObjectNode input) {
        String bus = busName(input);
        call.authorize("events:ListRules", RuleResources.arn(place, bus, "*"));
        ObjectNode answer = Json.object();
        ArrayNode rules = answer.putArray("Rules");
        this.bus.rules(bus).stream()
                .filter(rule -> rule.name().startsWith(input.path("NamePrefix").asText("")))
                .forEach(rule -> rules.add(describe(rule)));
        return answer;
    }

    private static ObjectNode describe(Rule rule) {
        return Json.object()
                .put("Name", rule.name())
                .put("Arn", rule.arn())
                .put("EventPattern", rule.pattern().text())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", rule.bus());
    }

    private static String busName(ObjectNode input) {
        String name = input.path("EventBusName").asText(Bus.DEFAULT);
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
