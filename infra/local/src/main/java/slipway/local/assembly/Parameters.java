package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The values of a template's parameters. */
final class Parameters {
    /** The version of a bootstrap stack, which nothing here has. Only a rule looks at it. */
    private static final String BOOTSTRAP = "BootstrapVersion";

    private Parameters() {}

    /** Whether nobody is to see the value. */
    static boolean isSecret(JsonNode template, String name) {
        return template.path("Parameters").path(name).path("NoEcho").asBoolean(false);
    }

    static Map<String, JsonNode> of(JsonNode declared, Map<String, String> given, UnaryOperator<String> ssm) {
        given.keySet().stream().filter(name -> !declared.has(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("The template has no parameter '" + name + "'");
        });
        Map<String, JsonNode> values = new LinkedHashMap<>();
        declared.properties().forEach(parameter -> {
            if (!parameter.getKey().equals(BOOTSTRAP)) {
                values.put(parameter.getKey(), value(parameter.getKey(), parameter.getValue(), given, ssm));
            }
        });
        return values;
    }

    private static JsonNode value(
            String name, JsonNode parameter, Map<String, String> given, UnaryOperator<String> ssm) {
        if (!given.containsKey(name) && !parameter.has("Default")) {
            throw new IllegalArgumentException("The parameter '" + name + "' has no default and was given no value");
        }
        String wanted = given.getOrDefault(name, parameter.path("Default").asText());
        return switch (parameter.path("Type").asText()) {
            case "String", "Number" -> TextNode.valueOf(wanted);
            case "CommaDelimitedList" -> list(wanted);
            case "AWS::SSM::Parameter::Value<String>" -> TextNode.valueOf(ssm.apply(wanted));
            default ->
                throw new IllegalArgumentException("The local cloud does not know the type of the parameter '" + name
                        + "': " + parameter.path("Type").asText());
        };
    }

    private static ArrayNode list(String wanted) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String one : wanted.split(",", -1)) {
            list.add(one.strip());
        }
        return list;
    }
}
