package slipway.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** DynamoDB's JSON as plain JSON. */
public final class Items {
    private Items() {}

    public static ObjectNode plain(JsonNode item) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        item.properties().forEach(member -> plain.set(member.getKey(), value(member.getValue())));
        return plain;
    }

    private static JsonNode value(JsonNode typed) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (typed.has("M")) {
            return plain(typed.get("M"));
        }
        if (typed.has("L")) {
            ArrayNode all = nodes.arrayNode();
            typed.get("L").forEach(each -> all.add(value(each)));
            return all;
        }
        if (typed.has("N")) {
            return nodes.numberNode(new java.math.BigDecimal(typed.get("N").asText()));
        }
        return typed.has("BOOL") ? typed.get("BOOL") : typed.path("S");
    }
}
