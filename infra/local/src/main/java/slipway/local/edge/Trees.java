package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One tree in the two protocols: a form and XML, or JSON. */
final class Trees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MEMBER = "member";

    private Trees() {}

    /** Reads names such as {@code Dimensions.member.1.Name}; every value is a text. */
    static ObjectNode fromForm(Map<String, String> form) {
        ObjectNode root = NODES.objectNode();
        form.forEach((name, value) -> {
            String[] path = name.split("\\.", -1);
            ObjectNode at = root;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.get(path[i]) instanceof ObjectNode deeper ? deeper : at.putObject(path[i]);
            }
            at.put(path[path.length - 1], value);
        });
        return withLists(root);
    }

    private static ObjectNode withLists(ObjectNode node) {
        ObjectNode lists = NODES.objectNode();
        node.properties().forEach(member -> lists.set(member.getKey(), list(member.getValue())));
        return lists;
    }

    private static JsonNode list(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (!(object.get(MEMBER) instanceof ObjectNode members)) {
            return withLists(object);
        }
        Map<Integer, JsonNode> ordered = new TreeMap<>();
        members.properties().forEach(member -> ordered.put(index(member.getKey()), list(member.getValue())));
        return NODES.arrayNode().addAll(ordered.values());
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new AwsError(400, "MalformedInput", "Not the number of a list's member: " + text);
        }
    }

    static String toXml(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.properties().stream()
                        .map(member -> element(member.getKey(), member.getValue()))
                        .collect(Collectors.joining());
            case ArrayNode array ->
                StreamSupport.stream(array.spliterator(), false)
                        .map(item -> element(MEMBER, item))
                        .collect(Collectors.joining());
            case JsonNode value -> QueryService.escape(value.asText());
        };
    }

    private static String element(String name, JsonNode content) {
        return "<" + name + ">" + toXml(content) + "</" + name + ">";
    }

    /** The same with times as seconds since 1970. */
    static JsonNode toJson(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = NODES.objectNode();
                for (Entry<String, JsonNode> member : object.properties()) {
                    copy.set(member.getKey(), toJson(member.getValue()));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode();
                array.forEach(item -> copy.add(toJson(item)));
                yield copy;
            }
            case POJONode time
            when time.getPojo() instanceof Instant instant ->
                NODES.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
            case JsonNode value -> value;
        };
    }
}
