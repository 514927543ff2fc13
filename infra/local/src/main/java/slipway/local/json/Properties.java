package slipway.local.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import slipway.local.assembly.ResourceProvider.Wanted;

/** The properties of a template resource, each of them known or refused. */
public record Properties(Wanted wanted) {

    /** @throws IllegalArgumentException naming type and property, when there is one besides these */
    public static Properties of(Wanted wanted, Set<String> known) {
        Properties properties = new Properties(wanted);
        properties.only(wanted.properties(), "", known);
        return properties;
    }

    /** Refuses members of a nested object that are not known. */
    public void only(JsonNode object, String path, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw wrong(path + name, "is not known here");
            }
        }
    }

    public IllegalArgumentException wrong(String property, String why) {
        return new IllegalArgumentException("%s %s in stack %s: the property %s %s"
                .formatted(wanted.type(), wanted.logicalId(), wanted.stack(), property, why));
    }

    public boolean has(String name) {
        return wanted.properties().has(name);
    }

    /** The property, or a missing node. */
    public JsonNode get(String name) {
        JsonNode value = wanted.properties().get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    public String text(String name) {
        if (!get(name).isValueNode()) {
            throw wrong(name, "must be a text");
        }
        return get(name).asText();
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** A physical name as CloudFormation would make it up: the same for the same stack and logical id. */
    public String generatedName() {
        return wanted.stack() + "-" + wanted.logicalId() + "-" + suffix();
    }

    /** An identifier that is the same for the same stack and logical id. */
    public UUID identifier() {
        String seed = wanted.stack() + "/" + wanted.logicalId();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    }

    private String suffix() {
        return identifier().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
    }
}
