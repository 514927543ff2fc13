package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts environment variables in the place of <code>${NAME:-default}</code> and <code>${NAME}</code>, as a shell does. */
record Placeholders(Map<String, String> variables) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(?<name>\\w+)(:-(?<otherwise>[^}]*))?}");

    /** A copy in which every text is filled in; names of members stay. */
    JsonNode fill(JsonNode value) {
        return switch (value) {
            case TextNode text -> TextNode.valueOf(fill(text.textValue()));
            case ObjectNode object -> {
                ObjectNode filled = object.deepCopy();
                object.properties().forEach(member -> filled.set(member.getKey(), fill(member.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = array.deepCopy().removeAll();
                array.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            default -> value;
        };
    }

    private String fill(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(3))));
    }

    private String value(String name, @Nullable String otherwise) {
        String value = variables.getOrDefault(name, "");
        return value.isEmpty() && otherwise != null ? otherwise : value;
    }
}
