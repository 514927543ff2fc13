package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;

/** What a function's answer becomes on its URL. */
final class UrlAnswer {
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private UrlAnswer() {}

    /** An object with a {@code statusCode} says all of it; anything else is the body of a 200. */
    static Answer of(InvokeResult result) {
        JsonNode payload = result.payload();
        if (result.functionError() != null) {
            return failed();
        }
        if (!payload.has("statusCode")) {
            return Answer.of(200, "application/json", payload.toString().getBytes(UTF_8));
        }
        int status = payload.path("statusCode").asInt();
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            return failed();
        }
        if (payload.has("cookies")) {
            throw new AwsError(500, "ServiceException", "The local cloud does not know cookies in a function's answer");
        }
        byte[] body = body(payload);
        return new Answer(status, headers(payload, body.length), out -> out.write(body));
    }

    /** Whoever calls learns nothing of the error: that is in the function's log. */
    private static Answer failed() {
        return Answer.of(502, "application/json", "Internal Server Error".getBytes(UTF_8));
    }

    private static Map<String, String> headers(JsonNode payload, int length) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        payload.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.put("Content-Length", String.valueOf(length));
        return headers;
    }

    private static byte[] body(JsonNode payload) {
        String body = payload.path("body").asText("");
        return payload.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(UTF_8);
    }
}
