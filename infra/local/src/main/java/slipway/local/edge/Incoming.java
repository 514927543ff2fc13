package slipway.local.edge;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A request as it came in, nothing decided yet.
 *
 * @param path the raw path, still percent-encoded
 * @param rawQuery as it was sent; empty where there is none
 * @param query the decoded query parameters
 * @param headers by lower-case name
 */
public record Incoming(
        String method,
        String path,
        String rawQuery,
        Map<String, String> query,
        Map<String, String> headers,
        InputStream body) {

    static Incoming of(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return new Incoming(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query,
                QueryString.parse(query),
                Collections.unmodifiableMap(headers),
                exchange.getRequestBody());
    }
}
