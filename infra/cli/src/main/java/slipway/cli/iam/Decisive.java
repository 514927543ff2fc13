package slipway.cli.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A statement that decided.
 *
 * @param policy as IAM calls it
 * @param number its place in the policy, from 1; 0 where its text could not be found
 * @param statement its text; empty where it could not be found
 */
record Decisive(String policy, int number, Optional<JsonNode> statement) {
    private static final int SHORT = 500;

    String title() {
        var sid = statement.map(text -> text.path("Sid").asText("")).orElse("");
        var place = number == 0 ? "" : ", statement " + number;
        return policy + place + (sid.isEmpty() ? "" : " (%s)".formatted(sid));
    }

    /** The text, as much of it as fits a few lines. */
    String text() {
        var text = statement.map(JsonNode::toString).orElse("its text cannot be found");
        return text.length() > SHORT ? text.substring(0, SHORT) + "…" : text;
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("policy", policy);
        statement.ifPresent(text -> json.put("number", number).set("statement", text));
        return json;
    }
}
