package slipway.local.edge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a SigV4 signature says about itself. The signature is not verified: a key here is worth nothing elsewhere.
 *
 * @param service the signing name
 */
record Credential(String accessKeyId, String service) {
    private static final Pattern IN_HEADER = Pattern.compile("Credential=([^,\\s]+)");

    static Optional<Credential> of(Map<String, String> headers, Map<String, String> query) {
        Matcher header = IN_HEADER.matcher(headers.getOrDefault("authorization", ""));
        String scope = header.find() ? header.group(1) : query.getOrDefault("X-Amz-Credential", "");
        // KEY/DATE/REGION/SERVICE/aws4_request
        List<String> parts = List.of(scope.split("/", -1));
        return parts.size() < 4
                ? Optional.empty()
                : Optional.of(new Credential(parts.getFirst(), parts.get(parts.size() - 2)));
    }
}
