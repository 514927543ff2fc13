package slipway.local.edge;

import java.util.Map;

/** Errors of the edge itself, in the protocol that the request speaks. */
final class EdgeErrors {
    private EdgeErrors() {}

    static Answer render(Incoming request, AwsError error) {
        Map<String, String> headers = request.headers();
        if (Cbor.isSpoken(headers)) {
            return Cbor.error(error);
        } else if (headers.containsKey("x-amz-target")) {
            return JsonService.error(error, headers);
        }
        boolean query = headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")
                || request.query().containsKey("Action");
        return query ? QueryService.error(error) : RestJsonService.error(error);
    }
}
