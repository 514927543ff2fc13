package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import slipway.local.edge.Caller;

/**
 * A request to a function's URL.
 *
 * @param caller anonymous where nobody asks
 * @param path as the function sees it
 * @param query the decoded query parameters
 * @param headers by lower-case name
 */
record UrlRequest(
        FunctionUrl url,
        Caller caller,
        String accessKeyId,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {
    private static final List<String> TEXTS =
            List.of("text/", "application/json", "application/javascript", "application/xml");

    /** Whether Lambda hands the body over as it is; anything else comes in Base64, forms too. */
    boolean hasText() {
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        String essence = type.split(";", 2)[0].strip();
        return TEXTS.stream().anyMatch(essence::startsWith) || essence.endsWith("+json") || essence.endsWith("+xml");
    }

    String text() {
        return new String(body, UTF_8);
    }
}
