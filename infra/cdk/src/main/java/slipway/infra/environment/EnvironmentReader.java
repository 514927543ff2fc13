package slipway.infra.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;

/** Reads one environment and notes what is wrong with it; what it returns is of use only if nothing was. */
final class EnvironmentReader {
    private static final SortedSet<String> FIELDS = new TreeSet<>(
            List.of("account", "region", "prefix", "production", "sample", "removal", "logRetentionDays", "tags"));

    private final String name;
    private final JsonNode node;
    private final Problems problems;

    EnvironmentReader(String name, JsonNode node, Problems problems) {
        this.name = name;
        this.node = node;
        this.problems = problems;
    }

    Environment read() {
        // Function names hold 64 characters, the longest of ours takes 22 of them.
        problems.unless(name.matches("[a-z][a-z0-9]{0,15}"), "environment", name, "write [a-z][a-z0-9]{0,15}");
        node.fieldNames()
                .forEachRemaining(field -> problems.unless(
                        FIELDS.contains(field), name + "." + field, node.get(field), "remove it; known are " + FIELDS));
        var environment = new Environment(
                new Names(text("prefix", "[a-z][a-z0-9]{0,15}"), name, text("account", "[0-9]{12}"), region()),
                flag("production"),
                flag("sample"),
                removal(),
                retention(),
                tags());
        guardProduction(environment);
        return environment;
    }

    private void guardProduction(Environment environment) {
        if (environment.production()) {
            problems.unless(
                    environment.removal() == Removal.RETAIN,
                    name + ".removal",
                    "destroy",
                    "write retain, or production: false");
            problems.unless(!environment.sample(), name + ".sample", true, "write false, or production: false");
        }
    }

    private String region() {
        return text("region", "[a-z]{2}(-[a-z]+)+-[0-9]");
    }

    private String text(String field, String pattern) {
        var value = value(field);
        problems.unless(
                value.isTextual() && value.textValue().matches(pattern),
                name + "." + field,
                shown(value),
                "write a text that matches " + pattern);
        return value.asText();
    }

    private boolean flag(String field) {
        var value = value(field);
        problems.unless(value.isBoolean(), name + "." + field, shown(value), "write true or false");
        return value.asBoolean();
    }

    private Removal removal() {
        var value = text("removal", "destroy|retain");
        return value.equals("destroy") ? Removal.DESTROY : Removal.RETAIN;
    }

    private int retention() {
        var value = value("logRetentionDays");
        problems.unless(
                value.isInt() && LogRetention.allows(value.intValue()),
                name + ".logRetentionDays",
                shown(value),
                "write one of " + LogRetention.allowed());
        return value.asInt();
    }

    private SortedMap<String, String> tags() {
        var tags = new TreeMap<String, String>();
        var value = value("tags");
        problems.unless(value.isObject(), name + ".tags", shown(value), "write an object of texts");
        for (var tag : value.properties()) {
            problems.unless(
                    tag.getValue().isTextual()
                            && !tag.getKey().toLowerCase(Locale.ROOT).startsWith("aws:"),
                    name + ".tags." + tag.getKey(),
                    tag.getValue(),
                    "write a text, under a key that does not start with aws:");
            tags.put(tag.getKey(), tag.getValue().asText());
        }
        return tags;
    }

    private JsonNode value(String field) {
        var value = node.get(field);
        return value == null ? MissingNode.getInstance() : value;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
