package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Cuts a list into pages as {@code maxResults} and {@code nextToken} ask. */
final class Pages {
    private static final int LARGEST = 100;

    private Pages() {}

    static ObjectNode page(Route.Request request, String member, List<ObjectNode> all) {
        String size = request.query("maxResults");
        int limit = size == null ? LARGEST : number("maxResults", size);
        if (limit < 1 || limit > LARGEST) {
            throw Faults.invalid("maxResults", "maxResults must be 1 to 100");
        }
        String token = request.query("nextToken");
        int from = Math.min(token == null ? 0 : number("nextToken", token), all.size());
        int to = Math.min(all.size(), from + limit);
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray(member);
        all.subList(from, to).forEach(items::add);
        return to < all.size() ? page.put("nextToken", String.valueOf(to)) : page;
    }

    private static int number(String field, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw Faults.invalid(field, field + " is not valid");
        }
    }
}
