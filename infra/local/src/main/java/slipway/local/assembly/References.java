package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a piece of a template refers to. */
final class References {
    /** A variable of {@code Fn::Sub}; <code>${!x}</code> is the text <code>${x}</code>. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private References() {}

    static Set<String> in(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        collect(node, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "Ref" -> names.add(value.asText());
                case "Fn::GetAtt" -> names.add(logicalId(value));
                case "Fn::Sub" -> substituted(value, names);
                default -> collect(value, names);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, names));
        }
    }

    private static String logicalId(JsonNode getAtt) {
        String text = getAtt.isArray() ? getAtt.path(0).asText() : getAtt.asText();
        return beforeDot(text);
    }

    private static void substituted(JsonNode sub, Set<String> names) {
        JsonNode text = sub.isArray() ? sub.path(0) : sub;
        JsonNode own = sub.path(1);
        Matcher variable = VARIABLE.matcher(text.asText());
        while (variable.find()) {
            if (!own.has(variable.group(1))) {
                names.add(beforeDot(variable.group(1)));
            }
        }
        collect(own, names);
    }

    private static String beforeDot(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
