package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import slipway.local.assembly.ResourceProvider.Wanted;

/** Turns CloudFormation's properties into the API's members. */
final class CfnDocument {
    /** Their keys are the owner's own. */
    private static final Set<String> MAPS = Set.of("EnvironmentVariables", "Tags", "AdvertisedScopeMapping");

    private CfnDocument() {}

    static ObjectNode of(Wanted wanted, Set<String> known) {
        ObjectNode document = Json.object();
        wanted.properties().properties().forEach(property -> {
            String name = property.getKey();
            if (!known.contains(name)) {
                throw new IllegalArgumentException("%s '%s': the local cloud does not know the property %s"
                        .formatted(wanted.type(), wanted.logicalId(), name));
            }
            document.set(member(name), value(name, property.getValue()));
        });
        return document;
    }

    private static JsonNode value(String name, JsonNode value) {
        if (name.equals("ProtocolConfiguration") && value.isTextual()) {
            return Json.object().put("serverProtocol", value.textValue());
        }
        return MAPS.contains(name) ? value.deepCopy() : converted(value);
    }

    private static JsonNode converted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode members = Json.object();
            object.properties()
                    .forEach(entry -> members.set(member(entry.getKey()), value(entry.getKey(), entry.getValue())));
            return members;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode items = array.arrayNode();
            array.forEach(item -> items.add(converted(item)));
            return items;
        }
        return value;
    }

    private static String member(String property) {
        return Character.toLowerCase(property.charAt(0)) + property.substring(1);
    }
}
