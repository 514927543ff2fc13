package slipway.local.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says about its own signature: in its Authorization header or, presigned, in its query.
 *
 * @param stamp the time as it was signed, for example {@code 20261121T093000Z}
 * @param validFor how long after that; for a header always {@link #TOLERANCE}
 * @param signedHeaders in lower case, in their order
 * @param value 64 hexadecimal digits
 * @param sessionToken empty for a key that lasts
 */
record Signature(String stamp, Duration validFor, List<String> signedHeaders, String value, String sessionToken) {
    /** How far a signature's time may be from AWS's. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern IN_HEADER = Pattern.compile("(SignedHeaders|Signature)=([^,\\s]+)");

    /** @throws AwsError IncompleteSignatureException when a part is missing or malformed */
    static Signature of(Incoming request) {
        String authorization = request.headers().getOrDefault("authorization", "");
        return authorization.startsWith(Credential.ALGORITHM) ? inHeader(request, authorization) : inQuery(request);
    }

    private static Signature inHeader(Incoming request, String authorization) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher part = IN_HEADER.matcher(authorization);
        while (part.find()) {
            parts.put(part.group(1), part.group(2));
        }
        return new Signature(
                required(request.headers(), "x-amz-date"),
                TOLERANCE,
                List.of(required(parts, "SignedHeaders").split(";", -1)),
                required(parts, "Signature"),
                request.headers().getOrDefault("x-amz-security-token", ""));
    }

    private static Signature inQuery(Incoming request) {
        Map<String, String> query = request.query();
        String seconds = query.getOrDefault("X-Amz-Expires", "300");
        if (!seconds.matches("\\d{1,6}")) {
            throw incomplete("X-Amz-Expires must be a number of seconds, got '" + seconds + "'");
        }
        return new Signature(
                required(query, "X-Amz-Date"),
                Duration.ofSeconds(Long.parseLong(seconds)),
                List.of(required(query, "X-Amz-SignedHeaders").split(";", -1)),
                required(query, "X-Amz-Signature"),
                query.getOrDefault("X-Amz-Security-Token", ""));
    }

    Instant date() {
        try {
            return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + stamp + "'.");
        }
    }

    private static String required(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null) {
            throw incomplete("Authorization requires '" + name + "', which is not there.");
        }
        return value;
    }

    private static AwsError incomplete(String message) {
        return new AwsError(403, "IncompleteSignatureException", message);
    }
}
