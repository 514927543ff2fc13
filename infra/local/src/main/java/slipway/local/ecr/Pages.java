package slipway.local.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.edge.AwsError;

/** Cuts a list into pages as {@code maxResults} and {@code nextToken} ask. */
final class Pages {
    private Pages() {}

    static ObjectNode of(ObjectNode input, String member, List<ObjectNode> all) {
        int size = input.path("maxResults").asInt(100);
        if (size < 1 || size > 1000) {
            throw new AwsError(400, "InvalidParameterException", "maxResults must be 1 to 1000");
        }
        int from = Math.min(from(input.path("nextToken").asText("0")), all.size());
        int to = Math.min(all.size(), from + size);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode items = page.putArray(member);
        all.subList(from, to).forEach(items::add);
        return to < all.size() ? page.put("nextToken", String.valueOf(to)) : page;
    }

    private static int from(String token) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidParameterException", "nextToken is not valid");
        }
    }
}
