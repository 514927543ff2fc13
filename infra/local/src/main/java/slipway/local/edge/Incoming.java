package slipway.local.edge;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came in, nothing decided yet.
 *
 * @param path the raw path, still percent-encoded
 * @param query the decoded query parameters
 * @param headers by lower-case name
 */
public record Incoming(
        String method, String path, Map<String, String> query, Map<String, String> headers, InputStream body) {

    static Incoming of(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String query = exchange.getRequestURI().getRawQuery();
        return new Incoming(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                QueryString.parse(query == null ? "" : query),
                Collections.unmodifiableMap(headers),
                exchange.getRequestBody());
    }
}
