package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestRequest;
import slipway.local.json.Json;
import slipway.local.wire.Page;

/** Lists in pages, as {@code MaxItems} and {@code Marker} ask. */
final class Listing {
    private static final String INVALID = "InvalidParameterValueException";

    /** Lambda never gives more at once, though it takes {@code MaxItems} up to 10,000. */
    private static final int LARGEST = 50;

    private Listing() {}

    static ObjectNode of(RestRequest request, String member, List<ObjectNode> all) {
        String size = request.query("MaxItems").orElse(String.valueOf(LARGEST));
        if (!size.matches("[1-9]\\d{0,4}")) {
            throw new AwsError(400, INVALID, "MaxItems must be 1 to 10000, not " + size);
        }
        Page<ObjectNode> page =
                Page.of(all, request.query("Marker").orElse(null), Math.min(LARGEST, Integer.parseInt(size)), INVALID);
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(member);
        page.items().forEach(items::add);
        return page.next() == null ? answer : answer.put("NextMarker", page.next());
    }
}
