package slipway.local.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** CloudWatch Logs' API: what {@code aws logs} needs to read and write lines. */
public final class LogsService extends JsonService {
    private final Map<String, Operation> operations = new TreeMap<>();

    public LogsService(Logs logs, Place place) {
        operations.putAll(new GroupOperations(logs, place).operations());
        operations.putAll(new StreamOperations(logs, place).operations());
        operations.putAll(new EventOperations(logs, place).operations());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("logs");
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    /** As policies name a group and what is in it. */
    static String arn(Place place, String group) {
        return place.arn("logs", "log-group:" + group + ":*");
    }

    static String streamArn(Place place, String group, String stream) {
        return place.arn("logs", "log-group:" + group + ":log-stream:" + stream);
    }

    /** The name of the group that a request names, by itself or in an ARN. */
    static String groupName(ObjectNode input) {
        String given = input.path("logGroupName")
                .asText(input.path("logGroupIdentifier").asText());
        String name = given.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "");
        if (name.isEmpty()) {
            throw invalid("logGroupName is required");
        }
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }

    /** The group, if the caller may do this with it. */
    static LogGroup allowed(Logs logs, Place place, Call call, ObjectNode input, String action) {
        String name = groupName(input);
        call.authorize("logs:" + action, arn(place, name));
        return logs.find(name).orElseThrow(() -> notFound("log group"));
    }

    static AwsError notFound(String what) {
        return new AwsError(400, "ResourceNotFoundException", "The specified " + what + " does not exist.");
    }

    static AwsError there(String what) {
        return new AwsError(400, "ResourceAlreadyExistsException", "The specified " + what + " already exists");
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterException", message);
    }

    /** The page that {@code limit} and {@code nextToken} ask for. */
    static ObjectNode page(ObjectNode input, String member, int most, List<ObjectNode> all) {
        int size = input.path("limit").asInt(most);
        if (size < 1 || size > most) {
            throw invalid("limit must be 1 to %d, not %d".formatted(most, size));
        }
        Page<ObjectNode> page = Page.of(all, input.path("nextToken").asText(""), size, "InvalidParameterException");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(items::add);
        return page.next() == null ? answer : answer.put("nextToken", page.next());
    }
}
