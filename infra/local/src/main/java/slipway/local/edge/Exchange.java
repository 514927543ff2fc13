package slipway.local.edge;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request and its answer, whole, for those who judge the wire.
 *
 * @param service the signing name
 * @param path the raw path, still percent-encoded
 * @param requestHeaders by lower-case name
 * @param responseHeaders by lower-case name
 * @param responseBody what was written before the caller went away, at most {@link #BODY_LIMIT} bytes
 */
public record Exchange(
        String service,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> requestHeaders,
        byte[] requestBody,
        int status,
        Map<String, String> responseHeaders,
        byte[] responseBody) {

    public static final int BODY_LIMIT = 1 << 20;

    static Exchange of(String service, Incoming request, byte[] body, Answer answer, byte[] written) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Exchange(
                service,
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                body,
                answer.status(),
                Collections.unmodifiableMap(headers),
                written);
    }
}
