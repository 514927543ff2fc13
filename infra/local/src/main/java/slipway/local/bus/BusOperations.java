package slipway.local.bus;

import static slipway.local.bus.EventsService.busName;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;
import slipway.local.wire.Page;
import slipway.local.wire.Tags;

/** What EventBridge's API does with buses, and with the tags of buses and rules. */
final class BusOperations {
    private static final Pattern NAME = Pattern.compile("(?!aws\\.)[/.\\-_A-Za-z0-9]{1,256}");
    private static final int PAGE = 100;

    private final Bus bus;
    private final Tags tags = new Tags();

    BusOperations(Bus bus) {
        this.bus = bus;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "CreateEventBus", this::create,
                "DeleteEventBus", this::delete,
                "DescribeEventBus", this::describe,
                "ListEventBuses", this::list,
                "TagResource", this::tag,
                "UntagResource", this::untag,
                "ListTagsForResource", this::listTags);
    }

    private JsonNode create(Call call, ObjectNode input) {
        String name = input.path("Name").asText();
        call.authorize("events:CreateEventBus", bus.arn(name));
        if (!NAME.matcher(name).matches()) {
            throw EventsService.wrong("Name", "'" + name + "' is no name of an event bus");
        }
        if (bus.buses().exists(name)) {
            throw new AwsError(400, "ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        String arn = bus.create(name);
        tags.put(arn, Tags.read(input.path("Tags")));
        return Json.object().put("EventBusArn", arn);
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String name = busName(input, "Name");
        call.authorize("events:DeleteEventBus", bus.arn(name));
        if (name.equals(Bus.DEFAULT)) {
            throw EventsService.invalid("Cannot delete event bus default.");
        }
        if (!bus.rules(name).isEmpty()) {
            throw EventsService.invalid("Cannot delete event bus " + name + ": it has rules. Remove them first.");
        }
        bus.buses().delete(name);
        return Json.object();
    }

    private JsonNode describe(Call call, ObjectNode input) {
        String name = busName(input, "Name");
        call.authorize("events:DescribeEventBus", bus.arn(name));
        bus.buses().require(name);
        return shown(name);
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("events:ListEventBuses", "*");
        String prefix = input.path("NamePrefix").asText("");
        List<String> names = bus.buses().names().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        return page(input, "EventBuses", names.stream().map(this::shown).toList());
    }

    private ObjectNode shown(String name) {
        return Json.object().put("Name", name).put("Arn", bus.arn(name));
    }

    /** The page that {@code Limit} and {@code NextToken} ask for. */
    static ObjectNode page(ObjectNode input, String member, List<? extends JsonNode> all) {
        int size = input.path("Limit").asInt(PAGE);
        if (size < 1 || size > PAGE) {
            throw EventsService.invalid("Limit must be 1 to 100, not " + size);
        }
        var page = Page.of(all, input.path("NextToken").asText(""), size, "ValidationException");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(items::add);
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }

    private JsonNode tag(Call call, ObjectNode input) {
        tags.put(tagged(call, input, "events:TagResource"), Tags.read(input.path("Tags")));
        return Json.object();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        tags.remove(
                tagged(call, input, "events:UntagResource"),
                input.path("TagKeys").valueStream().map(JsonNode::asText).toList());
        return Json.object();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        String arn = tagged(call, input, "events:ListTagsForResource");
        return Json.object().set("Tags", tags.list(arn));
    }

    private String tagged(Call call, ObjectNode input, String action) {
        String arn = input.path("ResourceARN").asText();
        call.authorize(action, arn);
        boolean isBus = bus.buses().names().stream().map(bus::arn).anyMatch(arn::equals);
        if (!isBus && bus.rules().find(arn).isEmpty()) {
            throw new AwsError(400, "ResourceNotFoundException", "Resource " + arn + " does not exist.");
        }
        return arn;
    }
}
