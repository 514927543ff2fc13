package slipway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** JSON as DynamoDB's attributes and back, so that an item reads well in the console. */
final class Attributes {
    private Attributes() {}

    static Map<String, AttributeValue> of(ObjectNode object) {
        Map<String, AttributeValue> all = new LinkedHashMap<>();
        object.properties().forEach(member -> all.put(member.getKey(), of(member.getValue())));
        return all;
    }

    private static AttributeValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> AttributeValue.fromM(of((ObjectNode) node));
            case ARRAY -> {
                List<AttributeValue> all = new ArrayList<>();
                node.forEach(each -> all.add(of(each)));
                yield AttributeValue.fromL(all);
            }
            case NUMBER -> AttributeValue.fromN(node.asText());
            case BOOLEAN -> AttributeValue.fromBool(node.booleanValue());
            case STRING -> AttributeValue.fromS(node.textValue());
            case NULL, MISSING -> AttributeValue.fromNul(true);
            case BINARY, POJO -> throw new IllegalArgumentException("no attribute for " + node.getNodeType());
        };
    }

    static ObjectNode json(Map<String, AttributeValue> item) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        item.forEach((name, value) -> object.set(name, json(value)));
        return object;
    }

    private static JsonNode json(AttributeValue value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value.type()) {
            case M -> json(value.m());
            case L -> {
                ArrayNode all = nodes.arrayNode();
                value.l().forEach(each -> all.add(json(each)));
                yield all;
            }
            case N -> nodes.numberNode(new BigDecimal(value.n()));
            case BOOL -> nodes.booleanNode(value.bool());
            case S -> nodes.textNode(value.s());
            case NUL -> nodes.nullNode();
            case SS, NS, BS, B, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("the ledger writes no attribute of type " + value.type());
        };
    }
}
