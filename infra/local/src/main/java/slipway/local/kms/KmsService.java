package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** KMS's API, for symmetric keys. */
public final class KmsService extends JsonService {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final Map<String, Operation> operations = new TreeMap<>();

    /** @param policies takes the ARN of a key and its policy document */
    public KmsService(Keys keys, Place place, BiConsumer<String, JsonNode> policies) {
        operations.putAll(new KeyOperations(keys, place, policies).operations());
        operations.putAll(new KeyStateOperations(keys).operations());
        operations.putAll(new AliasOperations(keys, place).operations());
        operations.putAll(new CryptoOperations(keys).operations());
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("kms");
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    /** The key that a request names, if its caller may do this with it. */
    static Key allowed(Keys keys, Call call, ObjectNode input, String action, Map<String, String> context) {
        String id = input.path("KeyId").asText();
        Key key = keys.require(id);
        Map<String, String> all = new TreeMap<>(context);
        all.putAll(keys.tags().context(key.arn()));
        call.authorize("kms:" + action, key.arn(), all);
        return key;
    }

    static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    /** The page that {@code Limit} and {@code Marker} ask for. */
    static ObjectNode page(ObjectNode input, String member, List<ObjectNode> all) {
        int size = input.path("Limit").asInt(PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw invalid("Limit must be 1 to 1000, not " + size);
        }
        Page<ObjectNode> page = Page.of(all, input.path("Marker").asText(""), size, "InvalidMarkerException");
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(items::add);
        answer.put("Truncated", page.next() != null);
        return page.next() == null ? answer : answer.put("NextMarker", page.next());
    }
}
