package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** A policy: what it allows and what it denies. */
record PolicyDocument(List<Statement> statements) {

    static PolicyDocument parse(JsonNode json) {
        JsonNode statement = json.path("Statement");
        return new PolicyDocument(
                statement.isArray()
                        ? StreamSupport.stream(statement.spliterator(), false)
                                .map(Statement::parse)
                                .toList()
                        : List.of(Statement.parse(statement)));
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
