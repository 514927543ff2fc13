package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties of a resource, every value of which arrives as text. Whatever is wrong is noted, and reported together at
 * the end; until then a reader gets a value that fits.
 */
public final class Properties {
    private static final Set<String> THE_KITS = Set.of("ServiceToken", "ServiceTimeout");
    private static final int SHOWN = 100;

    private final String path;
    private final ObjectNode node;
    private final List<String> problems;
    private final Set<String> read = new HashSet<>();

    /** @param problems where problems are noted */
    Properties(String path, ObjectNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** A text that must be there; empty where it is not. */
    public String text(String name) {
        return optional(name).orElseGet(() -> {
            problem(name, "is missing", "add it");
            return "";
        });
    }

    public Optional<String> optional(String name) {
        return value(name).flatMap(value -> {
            if (value.isValueNode()) {
                return Optional.of(value.asText());
            }
            problem(name, "is no text", "write a text");
            return Optional.empty();
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return optional(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> {
                        problem(name, "is '" + shown(text) + "'", "write true or false");
                        yield otherwise;
                    }
                })
                .orElse(otherwise);
    }

    /** A whole number between {@code least} and {@code most}. */
    public long number(String name, long least, long most, long otherwise) {
        return optional(name)
                .map(text -> {
                    if (text.matches("-?[0-9]{1,18}")) {
                        long number = Long.parseLong(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    }
                    problem(
                            name,
                            "is '" + shown(text) + "'",
                            "write a whole number from %d to %d".formatted(least, most));
                    return otherwise;
                })
                .orElse(otherwise);
    }

    /** One of an enumeration's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        SortedMap<String, E> choices = new TreeMap<>();
        for (E each : type.getEnumConstants()) {
            choices.put(each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), each);
        }
        return optional(name)
                .map(text -> {
                    E chosen = choices.get(text);
                    if (chosen == null) {
                        problem(
                                name,
                                "is '" + shown(text) + "'",
                                "write one of " + String.join(", ", choices.keySet()));
                        return otherwise;
                    }
                    return chosen;
                })
                .orElse(otherwise);
    }

    /** The texts of a list; none where it is not there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(value -> {
            if (!value.isArray()) {
                problem(name, "is no list", "write a list of texts");
            }
            value.forEach(each -> texts.add(each.asText()));
        });
        return texts;
    }

    /** An object's own properties; empty where it is not there. */
    public Optional<Properties> object(String name) {
        return value(name).flatMap(value -> {
            if (value instanceof ObjectNode object) {
                return Optional.of(new Properties(at(name) + ".", object, problems));
            }
            problem(name, "is no object", "write an object");
            return Optional.empty();
        });
    }

    /** The value as it stands, texts throughout. */
    public Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** Call last: a property that nobody knows is most likely misspelt. */
    public void refuseOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name) && !(path.isEmpty() && THE_KITS.contains(name))) {
                problem(
                        name,
                        "is not known",
                        "correct or remove it; known are " + String.join(", ", new java.util.TreeSet<>(read)));
            }
        });
    }

    /** Notes a problem: what the property is, without a value that may be secret, and what to do. */
    public void problem(String name, String what, String remedy) {
        problems.add("%s %s: %s".formatted(at(name), what, remedy));
    }

    private String at(String name) {
        return path + name;
    }

    private static String shown(String value) {
        String start = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
