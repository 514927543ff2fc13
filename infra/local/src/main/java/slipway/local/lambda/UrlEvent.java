package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

/**
 * What a function gets from its URL: the payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking function URLs</a>
 */
final class UrlEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String ROUTE = "$default";
    private static final String LOOPBACK = "127.0.0.1";

    private UrlEvent() {}

    static ObjectNode of(UrlRequest request, Place place, Instant now) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "2.0")
                .put("routeKey", ROUTE)
                .put("rawPath", request.path())
                .put("rawQueryString", rawQuery(request.query()));
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach(headers::put);
        headers.put("x-forwarded-for", LOOPBACK);
        if (!request.query().isEmpty()) {
            request.query().forEach(event.putObject("queryStringParameters")::put);
        }
        event.set("requestContext", context(request, place, now));
        return body(event, request);
    }

    private static ObjectNode body(ObjectNode event, UrlRequest request) {
        boolean text = request.hasText();
        if (request.body().length > 0) {
            event.put("body", text ? request.text() : Base64.getEncoder().encodeToString(request.body()));
        }
        return event.put("isBase64Encoded", request.body().length > 0 && !text);
    }

    private static ObjectNode context(UrlRequest request, Place place, Instant now) {
        boolean anonymous = request.caller() instanceof Caller.Anonymous;
        ObjectNode context = JsonNodeFactory.instance
                .objectNode()
                .put("accountId", anonymous ? "anonymous" : place.account())
                .put("apiId", request.url().id())
                .putNull("authentication");
        if (!anonymous) {
            context.putObject("authorizer").set("iam", iam(request, place));
        }
        context.put("domainName", request.url().id() + ".lambda-url." + place.region() + ".on.aws")
                .put("domainPrefix", request.url().id());
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", LOOPBACK)
                .put("userAgent", request.headers().getOrDefault("user-agent", ""));
        return context.put("requestId", UUID.randomUUID().toString())
                .put("routeKey", ROUTE)
                .put("stage", ROUTE)
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
    }

    private static ObjectNode iam(UrlRequest request, Place place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("accessKey", request.accessKeyId())
                .put("accountId", place.account())
                .put("callerId", request.caller().userId())
                .putNull("cognitoIdentity")
                .putNull("principalOrgId")
                .put("userArn", request.caller().arn())
                .put("userId", request.caller().userId());
    }

    private static String rawQuery(Map<String, String> query) {
        return query.entrySet().stream()
                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
