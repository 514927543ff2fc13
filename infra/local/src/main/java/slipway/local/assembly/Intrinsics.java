package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CloudFormation's intrinsic functions, so far as templates here use them; every other one is refused by name. */
final class Intrinsics {
    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([a-z-]+):([^}]*)}}");

    private final Scope scope;

    Intrinsics(Scope scope) {
        this.scope = scope;
    }

    /** What names mean in one stack. */
    interface Scope {
        /** A parameter, pseudo parameter or resource; {@link MissingNode} for {@code AWS::NoValue}. */
        JsonNode ref(String name);

        String attribute(String logicalId, String attribute);

        boolean condition(String name);

        JsonNode mapping(String map, String first, String second);

        String imported(String export);

        String ssmParameter(String name);
    }

    /** The value with every intrinsic replaced; {@link MissingNode} where it is to be left out. */
    JsonNode resolve(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(dynamic(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements(node).stream()
                    .map(this::resolve)
                    .filter(one -> !one.isMissingNode())
                    .forEach(array::add);
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        return fields(node);
    }

    /** The value as text. */
    String text(JsonNode node) {
        JsonNode value = resolve(node);
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("A text is wanted here, not " + value + " (from " + node + ")");
        }
        return value.asText();
    }

    private ObjectNode fields(JsonNode node) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            JsonNode value = resolve(field.getValue());
            if (!value.isMissingNode()) {
                object.set(field.getKey(), value);
            }
        });
        return object;
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> scope.ref(argument.asText());
            case "Fn::GetAtt" -> TextNode.valueOf(getAtt(argument));
            case "Fn::Sub" -> TextNode.valueOf(sub(argument));
            case "Fn::Join" -> TextNode.valueOf(String.join(text(argument.path(0)), texts(argument.path(1))));
            case "Fn::Split" -> split(text(argument.path(0)), text(argument.path(1)));
            case "Fn::Select" -> select(argument);
            case "Fn::If" ->
                resolve(argument.path(scope.condition(argument.path(0).asText()) ? 1 : 2));
            case "Fn::FindInMap" ->
                resolve(scope.mapping(text(argument.path(0)), text(argument.path(1)), text(argument.path(2))));
            case "Fn::ImportValue" -> TextNode.valueOf(scope.imported(text(argument)));
            default -> throw new IllegalArgumentException("The local cloud does not know the function " + function);
        };
    }

    private String getAtt(JsonNode argument) {
        if (argument.isArray()) {
            return scope.attribute(argument.path(0).asText(), text(argument.path(1)));
        }
        return attribute(argument.asText());
    }

    private String attribute(String dotted) {
        int dot = dotted.indexOf('.');
        return scope.attribute(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    private String sub(JsonNode argument) {
        String template = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode own = argument.path(1);
        String replaced = References.VARIABLE.matcher(template).replaceAll(found -> {
            String name = found.group(1);
            String value = own.has(name)
                    ? text(own.path(name))
                    : name.contains(".") ? attribute(name) : scope.ref(name).asText();
            return Matcher.quoteReplacement(value);
        });
        return dynamic(replaced.replace("${!", "${"));
    }

    private JsonNode select(JsonNode argument) {
        int index = Integer.parseInt(text(argument.path(0)));
        JsonNode list = resolve(argument.path(1));
        if (!list.has(index)) {
            throw new IllegalArgumentException("Fn::Select: there is no element " + index + " in " + list);
        }
        return list.get(index);
    }

    private static ArrayNode split(String delimiter, String text) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private List<String> texts(JsonNode list) {
        return elements(resolve(list)).stream().map(this::text).toList();
    }

    private String dynamic(String text) {
        return DYNAMIC.matcher(text).replaceAll(found -> {
            if (!found.group(1).equals("ssm")) {
                throw new IllegalArgumentException("The local cloud does not know the reference " + found.group());
            }
            return Matcher.quoteReplacement(scope.ssmParameter(found.group(2)));
        });
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
