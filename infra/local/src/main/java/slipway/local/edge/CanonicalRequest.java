package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request in the one form that Signature Version 4 signs.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed request</a>
 */
record CanonicalRequest(Incoming request, List<String> signedHeaders, String payloadHash) {

    String text() {
        return String.join(
                "\n", request.method(), path(), query(), headers(), "", String.join(";", signedHeaders), payloadHash);
    }

    /** Every service but S3 encodes what is encoded already. */
    private String path() {
        String normal =
                URI.create(request.path().replaceAll("/{2,}", "/")).normalize().getRawPath();
        return Arrays.stream(normal.split("/", -1))
                .map(CanonicalRequest::encoded)
                .collect(Collectors.joining("/"));
    }

    private String query() {
        return Arrays.stream(request.rawQuery().split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("X-Amz-Signature="))
                .map(CanonicalRequest::pair)
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String pair(String raw) {
        int equals = raw.indexOf('=');
        String name = equals < 0 ? raw : raw.substring(0, equals);
        String value = equals < 0 ? "" : raw.substring(equals + 1);
        return encoded(QueryString.decode(name)) + "=" + encoded(QueryString.decode(value));
    }

    private String headers() {
        return signedHeaders.stream()
                .map(name -> name + ":" + header(name).strip().replaceAll(" {2,}", " "))
                .collect(Collectors.joining("\n"));
    }

    private String header(String name) {
        return request.headers().getOrDefault(name, "");
    }

    /** As RFC 3986 has it; Java's encoder is one for forms. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
