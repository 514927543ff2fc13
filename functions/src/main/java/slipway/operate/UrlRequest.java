package slipway.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import slipway.ledger.Caller;

/**
 * A request to a function URL, as Lambda hands it over
 * (docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).
 *
 * @param caller who signed it, as AWS verified it: never a word of the body's or of a header's
 * @param now when it arrived
 */
record UrlRequest(Caller caller, Instant now, String body) {
    private static final int MOST_BYTES = 16 * 1024;

    /** @throws Refused where nobody vouches for the caller, or the body is too large */
    static UrlRequest of(JsonNode event) {
        JsonNode context = event.path("requestContext");
        JsonNode arn = context.path("authorizer").path("iam").path("userArn");
        JsonNode time = context.path("timeEpoch");
        if (!arn.isTextual() || arn.textValue().isBlank() || !time.isIntegralNumber()) {
            throw Refusal.of(
                            Code.NO_CALLER,
                            "Nobody vouches for who asks: sign the request and send it to the function's URL.")
                    .refused();
        }
        return new UrlRequest(new Caller(arn.textValue()), Instant.ofEpochMilli(time.longValue()), body(event));
    }

    private static String body(JsonNode event) {
        String text = event.path("body").asText("");
        byte[] bytes =
                event.path("isBase64Encoded").asBoolean() ? decoded(text) : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.of(
                            Code.INVALID_REQUEST,
                            "The body has %d bytes: send at most %d.".formatted(bytes.length, MOST_BYTES))
                    .refused();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Code.INVALID_REQUEST, "The body is not encoded as it says: send it as it is.")
                    .refused();
        }
    }
}
