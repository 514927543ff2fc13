package slipway.local.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import slipway.local.json.Json;

/**
 * A policy: what it allows and what it denies.
 *
 * @param source as it was written
 */
record PolicyDocument(JsonNode source, List<Statement> statements) {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");

    static PolicyDocument parse(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!ELEMENTS.contains(name)) {
                throw new IllegalArgumentException("The local cloud does not know the policy element '" + name + "'");
            }
        });
        JsonNode written = json.path("Statement");
        if (!written.isArray()) {
            return new PolicyDocument(json, List.of(Statement.parse(written, 1)));
        }
        return new PolicyDocument(
                json,
                IntStream.range(0, written.size())
                        .mapToObj(index -> Statement.parse(written.get(index), index + 1))
                        .toList());
    }

    /** What a role or a managed policy says: it belongs to whom it is attached to, and names nobody. */
    static PolicyDocument ofIdentity(JsonNode json) {
        PolicyDocument document = parse(json);
        for (Statement statement : document.statements()) {
            if (statement.principals().areGiven()) {
                throw new IllegalArgumentException("Policy document should not specify a principal.");
            }
            if (!statement.source().has("Resource") && !statement.source().has("NotResource")) {
                throw new IllegalArgumentException("Policy statement must contain resources.");
            }
        }
        return document;
    }

    /** What a role says of who may assume it: it belongs to the role, and names no resource. */
    static PolicyDocument ofTrust(JsonNode json) {
        PolicyDocument document = parse(json);
        for (Statement statement : document.statements()) {
            if (statement.source().has("Resource") || statement.source().has("NotResource")) {
                throw new IllegalArgumentException("Has prohibited field Resource");
            }
            if (!statement.principals().areGiven()) {
                throw new IllegalArgumentException("AssumeRolepolicy must contain a principal.");
            }
        }
        return document;
    }

    /** As IAM's API shows documents: JSON, percent-encoded. */
    String encoded() {
        return URLEncoder.encode(text(), UTF_8).replace("+", "%20");
    }

    String text() {
        return Json.write(source);
    }

    /** One text or a list of them: policies write both. */
    static List<String> texts(JsonNode json) {
        return json.isArray()
                ? StreamSupport.stream(json.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(json.asText());
    }
}
