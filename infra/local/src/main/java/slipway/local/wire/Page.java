package slipway.local.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/**
 * A part of a list.
 *
 * @param next the token that asks for what follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * @param token what an earlier page gave; null for the first one
     * @param size of the page at most
     * @param invalid the error's name in this service, for a token that no page gave
     */
    public static <T> Page<T> of(List<T> all, @Nullable String token, int size, String invalid) {
        int from = token == null || token.isEmpty() ? 0 : number(token, invalid);
        int start = Math.min(from, all.size());
        int end = Math.min(all.size(), start + size);
        return new Page<>(all.subList(start, end), end < all.size() ? String.valueOf(end) : null);
    }

    private static int number(String token, String invalid) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw new AwsError(400, invalid, "The token '" + token + "' was not given by an earlier page");
        }
    }
}
