package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads a resource's properties and refuses, at {@link #refuseOthers}, every one that nobody asked for. */
public final class Properties {
    private final String type;
    private final String prefix;
    private final ObjectNode node;
    private final Set<String> known = new HashSet<>();

    public Properties(ResourceProvider.Wanted wanted) {
        this(wanted.type(), "", wanted.properties());
    }

    private Properties(String type, String prefix, ObjectNode node) {
        this.type = type;
        this.prefix = prefix;
        this.node = node;
    }

    /** A text that must be there. */
    public String text(String name) {
        return optional(name).orElseThrow(() -> problem(name, "is missing"));
    }

    public Optional<String> optional(String name) {
        return value(name).map(JsonNode::asText);
    }

    public int number(String name, int fallback) {
        return value(name).map(value -> whole(name, value)).orElse(fallback);
    }

    public boolean flag(String name, boolean fallback) {
        return value(name).map(value -> value.asBoolean(fallback)).orElse(fallback);
    }

    /** The property as it stands. */
    public Optional<JsonNode> value(String name) {
        known.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** The texts of a list; none if the property is not there. */
    public List<String> texts(String name) {
        return value(name)
                .map(list -> StreamSupport.stream(list.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                .orElse(List.of());
    }

    /** An object's own properties, empty if it is not there. */
    public Properties object(String name) {
        JsonNode value = value(name).orElseGet(JsonNodeFactory.instance::objectNode);
        if (value instanceof ObjectNode object) {
            return new Properties(type, prefix + name + ".", object);
        }
        throw problem(name, "is not an object");
    }

    /** Properties that are fine and change nothing on this machine. */
    public Properties withoutEffect(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    /** Call last: what the template wants and this machine does not know must not pass in silence. */
    public void refuseOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw problem(name, "is not known to the local cloud");
            }
        });
    }

    /** An error that names type and property. */
    public IllegalArgumentException problem(String name, String what) {
        return new IllegalArgumentException("%s: property %s%s %s".formatted(type, prefix, name, what));
    }

    private int whole(String name, JsonNode value) {
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException e) {
            throw problem(name, "is not a whole number: " + value);
        }
    }
}
