package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Errors of the edge itself, in the protocol that the request speaks. */
final class EdgeErrors {
    private EdgeErrors() {}

    static Answer render(Incoming request, AwsError error) {
        String contentType = request.headers().getOrDefault("content-type", "");
        if (request.headers().containsKey("x-amz-target")) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("__type", error.code())
                    .put("message", error.text())
                    .toString();
            return Answer.of(error.status(), "application/x-amz-json-1.1", body.getBytes(UTF_8));
        }
        return contentType.startsWith("application/x-www-form-urlencoded")
                ? QueryService.error(error)
                : RestJsonService.error(error);
    }
}
