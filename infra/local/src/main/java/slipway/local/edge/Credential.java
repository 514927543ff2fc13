package slipway.local.edge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that a request says it was signed with, and what the signature is for:
 * {@code KEY/DATE/REGION/SERVICE/aws4_request}. Whether that is true, {@link SignatureCheck} tells.
 *
 * @param date eight digits
 * @param service the signing name
 */
record Credential(String accessKeyId, String date, String region, String service) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATOR = "aws4_request";
    private static final Pattern IN_HEADER = Pattern.compile("Credential=([^,\\s]+)");

    /**
     * Empty for a request that nobody signed.
     *
     * @throws AwsError IncompleteSignatureException when it is signed, but not said for what
     */
    static Optional<Credential> of(Map<String, String> headers, Map<String, String> query) {
        String authorization = headers.getOrDefault("authorization", "");
        if (authorization.startsWith(ALGORITHM)) {
            Matcher header = IN_HEADER.matcher(authorization);
            return Optional.of(parse(header.find() ? header.group(1) : ""));
        }
        return Optional.ofNullable(query.get("X-Amz-Credential")).map(Credential::parse);
    }

    private static Credential parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != 5 || !parts.getLast().equals(TERMINATOR)) {
            throw new AwsError(
                    403,
                    "IncompleteSignatureException",
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/aws4_request, got '" + text + "'");
        }
        return new Credential(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
    }
}
