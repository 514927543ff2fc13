package slipway.local.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.StreamSupport;
import slipway.local.json.Json;

/**
 * A policy: what it allows and what it denies.
 *
 * @param source as it was written
 */
record PolicyDocument(JsonNode source, List<Statement> statements) {

    static PolicyDocument parse(JsonNode json) {
        JsonNode statement = json.path("Statement");
        return new PolicyDocument(
                json,
                statement.isArray()
                        ? StreamSupport.stream(statement.spliterator(), false)
                                .map(Statement::parse)
                                .toList()
                        : List.of(Statement.parse(statement)));
    }

    /** As IAM's API shows documents: JSON, percent-encoded. */
    String encoded() {
        return URLEncoder.encode(Json.write(source), UTF_8).replace("+", "%20");
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
