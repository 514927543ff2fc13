package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The properties of a resource, every value of which arrives as text. Whatever is wrong is noted with its path, and
 * reported together at the end; until then a reader gets a value that fits, or an empty text.
 *
 * <p>A value is shown only where it is to be one of few: any other text may be secret, and everything is that stands in an
 * object which {@link #secrets} gave.
 */
public final class Properties {
    private static final Set<String> THE_KITS = Set.of("ServiceToken", "ServiceTimeout");
    private static final int SHOWN = 100;

    private final String path;
    private final ObjectNode node;
    private final boolean secret;
    private final Set<String> problems;
    private final Set<String> read = new TreeSet<>();

    /** @param problems where they are noted, for all objects of one resource; what is wrong is wrong once */
    private Properties(String path, ObjectNode node, boolean secret, Set<String> problems) {
        this.path = path;
        this.node = node;
        this.secret = secret;
        this.problems = problems;
    }

    /** A resource's properties as CloudFormation sent them. */
    public static Properties of(ObjectNode properties) {
        return new Properties("", properties, false, new LinkedHashSet<>());
    }

    /** What was found wrong by now: path, what it is, and the remedy. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** A text that must be there; empty where it is not. */
    public String text(String name) {
        if (value(name).isEmpty()) {
            problem(name, "is missing", "add it");
        }
        return optional(name).orElse("");
    }

    public Optional<String> optional(String name) {
        return value(name).flatMap(value -> asText(name, value));
    }

    /**
     * A text as something else.
     *
     * @param reader throws IllegalArgumentException where the text does not fit
     * @param remedy what to write instead
     */
    public <T> Optional<T> typed(String name, Function<String, T> reader, String remedy) {
        return optional(name).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException e) {
                // Its message may have the text.
                problem(name, "does not fit", remedy);
                return Optional.empty();
            }
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return oneOf(name, List.of("true", "false")).map("true"::equals).orElse(otherwise);
    }

    /** One of an enumeration's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        List<E> choices = List.of(type.getEnumConstants());
        List<String> words = choices.stream().map(Properties::word).toList();
        return oneOf(name, words).map(text -> choices.get(words.indexOf(text))).orElse(otherwise);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<String> oneOf(String name, List<String> words) {
        Optional<String> text = optional(name);
        text.filter(each -> !words.contains(each))
                .ifPresent(each -> problem(name, is(each), "write " + String.join(" or ", words)));
        return text.filter(words::contains);
    }

    /** A whole number between {@code least} and {@code most}. */
    public long number(String name, long least, long most, long otherwise) {
        Optional<String> text = optional(name);
        Optional<Long> number = text.filter(each -> each.matches("-?[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(each -> each >= least && each <= most);
        if (number.isEmpty()) {
            text.ifPresent(
                    each -> problem(name, is(each), "write a whole number from %d to %d".formatted(least, most)));
        }
        return number.orElse(otherwise);
    }

    /** The texts of a list; none where it is not there. */
    public List<String> texts(String name) {
        return elements(name, this::asText);
    }

    /** The objects of a list; none where it is not there. */
    public List<Properties> objects(String name) {
        return elements(name, (at, value) -> asObject(at, value, secret));
    }

    /** An object's own properties; empty where it is not there. */
    public Optional<Properties> object(String name) {
        return value(name).flatMap(value -> asObject(name, value, secret));
    }

    /** As {@link #object}, for one of whose values no problem may show any. */
    public Optional<Properties> secrets(String name) {
        return value(name).flatMap(value -> asObject(name, value, true));
    }

    /** The value as it stands, texts throughout. */
    public Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** The names of all that is there, for an object whose properties have names of the owner's. */
    public List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    /** Call last: a property that nobody knows is most likely misspelt. */
    public void refuseOthers() {
        String known = read.isEmpty() ? "none is" : String.join(", ", read);
        for (String name : names()) {
            if (!read.contains(name) && !(path.isEmpty() && THE_KITS.contains(name))) {
                problem(name, "is not known", "correct or remove it (known: %s)".formatted(known));
            }
        }
    }

    /** Notes a problem: what the property is, without a value that may be secret, and what to do. */
    public void problem(String name, String what, String remedy) {
        problems.add("%s %s: %s".formatted(shown(path + name), what, remedy));
    }

    private <T> List<T> elements(String name, BiFunction<String, JsonNode, Optional<T>> reader) {
        List<T> elements = new ArrayList<>();
        value(name).ifPresent(list -> {
            if (!list.isArray()) {
                problem(name, "is no list", "write a list");
            }
            for (int i = 0; list.isArray() && i < list.size(); i++) {
                reader.apply("%s[%d]".formatted(name, i), list.get(i)).ifPresent(elements::add);
            }
        });
        return elements;
    }

    private Optional<String> asText(String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return Optional.of(value.asText());
        }
        problem(name, "is no text", "write a text");
        return Optional.empty();
    }

    private Optional<Properties> asObject(String name, JsonNode value, boolean hidden) {
        if (value instanceof ObjectNode object) {
            return Optional.of(new Properties(path + name + ".", object, hidden, problems));
        }
        problem(name, "is no object", "write an object");
        return Optional.empty();
    }

    private String is(String value) {
        return secret ? "is something else" : "is '" + shown(value) + "'";
    }

    private static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
