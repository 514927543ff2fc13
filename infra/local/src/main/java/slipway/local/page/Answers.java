package slipway.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import slipway.local.edge.Answer;
import slipway.local.json.Json;

/** What goes out to a browser: it is to run and load nothing but the page's own files, in no frame. */
final class Answers {
    private static final Map<String, String> SAFE = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private Answers() {}

    static Answer of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new HashMap<>(SAFE);
        headers.put("Content-Type", contentType);
        headers.put("Content-Length", String.valueOf(body.length));
        return new Answer(status, headers, out -> out.write(body));
    }

    static Answer json(int status, ObjectNode body) {
        return of(status, "application/json", Json.write(body).getBytes(UTF_8));
    }

    /** An answer that says why not, and what to do. */
    static Answer refusal(int status, String message) {
        return json(status, Json.object().put("message", message));
    }

    static Answer stream(String contentType, Answer.Body body) {
        Map<String, String> headers = new HashMap<>(SAFE);
        headers.put("Content-Type", contentType);
        return new Answer(200, headers, body);
    }
}
