import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The notes that the sample's agents share: items of a DynamoDB table, written with Signature Version 4 made by hand.
 *
 * <p>It looks for credentials in the environment alone, where the local cloud puts them. On AWS, AgentCore has them in the
 * machine's metadata service: an agent that is more than a sample leaves finding them, and signing, to an AWS SDK.
 */
final class Notes {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String JSON = "application/x-amz-json-1.0";
    private static final Pattern ERROR = Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"]*#)?([^\"]*)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"[mM]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, String> environment;

    Notes(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Takes a note. What is given and what comes back stand between the quotes of a JSON string. */
    String write(String id, String text) {
        String body = """
                {"TableName":"%s","Item":{"id":{"S":"%s"},"text":{"S":"%s"}}}"""
                .formatted(variable("NOTES_TABLE"), id, text);
        // Made when there is something to write: it would hold up the start of an agent that never does.
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpResponse<String> answer = http.send(
                    request("DynamoDB_20120810.PutItem", body, Instant.now()), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? "noted"
                    : found(ERROR, answer.body()) + ": " + found(MESSAGE, answer.body());
        } catch (IOException | GeneralSecurityException e) {
            return "the table cannot be reached";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private HttpRequest request(String target, String body, Instant now) throws GeneralSecurityException {
        String region = variable("AWS_REGION");
        URI endpoint = URI.create(environment.getOrDefault(
                "AWS_ENDPOINT_URL", "https://dynamodb." + region + ".amazonaws.com"));
        TreeMap<String, String> headers = new TreeMap<>(Map.of(
                "content-type", JSON,
                "host", endpoint.getAuthority(),
                "x-amz-date", TIME.format(now),
                "x-amz-security-token", variable("AWS_SESSION_TOKEN"),
                "x-amz-target", target));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", authorization(headers, region, body));
        // The client writes the host itself.
        headers.remove("host");
        headers.forEach(request::header);
        return request.build();
    }

    private String authorization(TreeMap<String, String> headers, String region, String body)
            throws GeneralSecurityException {
        String time = headers.get("x-amz-date");
        String scope = time.substring(0, 8) + "/" + region + "/dynamodb/aws4_request";
        String signed = String.join(";", headers.keySet());
        String canonical = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining("", "POST\n/\n\n", "\n" + signed + "\n" + hash(body)));
        byte[] key = ("AWS4" + variable("AWS_SECRET_ACCESS_KEY")).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of()
                .formatHex(hmac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical)));
        return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(variable("AWS_ACCESS_KEY_ID"), scope, signed, signature);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String hash(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static String found(Pattern pattern, String body) {
        Matcher found = pattern.matcher(body);
        return found.find() ? found.group(1) : "";
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
