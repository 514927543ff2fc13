package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** Cuts a list into pages. */
final class Pages {
    private Pages() {}

    /** The page that {@code NextToken} asks for, of so many items. */
    static <T> ObjectNode of(Members input, int size, String member, List<T> all, Function<T, ObjectNode> shown) {
        int from = input.text("NextToken").map(Pages::from).orElse(0);
        int to = Math.min(all.size(), from + size);
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray(member);
        all.subList(Math.min(from, to), to).forEach(item -> items.add(shown.apply(item)));
        return to < all.size() ? page.put("NextToken", String.valueOf(to)) : page;
    }

    /** What {@code MaxRecords} says. */
    static int size(Members input, int usual) {
        int size = input.whole("MaxRecords", usual);
        if (size < 1 || size > 100) {
            throw Members.wrong("MaxRecords must be 1 to 100, not " + size);
        }
        return size;
    }

    private static int from(String token) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidNextToken", "The specified token isn't valid.");
        }
    }
}
