package slipway.local.ssm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import slipway.local.edge.AwsError;

/** Cuts a list into pages as {@code MaxResults} and {@code NextToken} ask. */
final class Pages {
    private Pages() {}

    static <T> ObjectNode of(
            ObjectNode input, int usual, int most, String member, List<T> all, Function<T, ObjectNode> shown) {
        int size = input.path("MaxResults").asInt(usual);
        if (size < 1 || size > most) {
            throw Rules.invalid("MaxResults must be 1 to " + most);
        }
        int from = from(input.path("NextToken").asText("0"));
        int to = Math.min(all.size(), from + size);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode items = page.putArray(member);
        all.subList(Math.min(from, to), to).forEach(item -> items.add(shown.apply(item)));
        return to < all.size() ? page.put("NextToken", String.valueOf(to)) : page;
    }

    private static int from(String token) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidNextToken", "The specified token isn't valid.");
        }
    }
}
