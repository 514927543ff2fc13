package slipway.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A member of a declaration while it is read: its place, its value, and where problems are collected. */
record Member(String path, JsonNode node, List<Problem> problems) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    Member get(String name) {
        return new Member(path + "/" + name, node.path(name), problems);
    }

    Member get(int index) {
        return new Member(path + "/" + index, node.path(index), problems);
    }

    boolean present() {
        return !node.isMissingNode();
    }

    void problem(String remedy) {
        problems.add(new Problem(path, shown(), remedy));
    }

    /** What a smoke test sends may be secret, tokens for example; problems go to logs. */
    private String shown() {
        if (!present()) {
            return "(missing)";
        }
        return path.startsWith("/smokeTest/") ? "(not shown)" : node.toString();
    }

    /** An object that has no members but these; otherwise a problem for each that is too much. */
    Optional<Member> object(Set<String> known) {
        if (!(node instanceof ObjectNode object)) {
            problem("write an object with "
                    + String.join(", ", known.stream().sorted().toList()));
            return Optional.empty();
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                get(name)
                        .problem("remove it; known here: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return Optional.of(this);
    }

    /** A text that the value type accepts; its own message is the remedy. */
    <T> Optional<T> text(Function<String, T> type) {
        if (!node.isTextual()) {
            problem("write a text");
            return Optional.empty();
        }
        try {
            return Optional.of(type.apply(node.textValue()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A text of 1 to so many characters. */
    Optional<String> text(int most) {
        return text(text -> {
            int length = text.codePointCount(0, text.length());
            if (length < 1 || length > most) {
                throw new IllegalArgumentException("write 1 to " + most + " characters");
            }
            return text;
        });
    }

    /** A whole number within the bounds, or the default where the member is absent. */
    int number(int least, int most, int otherwise) {
        if (!present()) {
            return otherwise;
        }
        OptionalInt number = whole();
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            problem("write a whole number from %d to %d".formatted(least, most));
            return otherwise;
        }
        return number.getAsInt();
    }

    /** The whole number that stands here, be it written 200, 200.0 or 2e2. */
    OptionalInt whole() {
        try {
            return node.isNumber() ? OptionalInt.of(node.decimalValue().intValueExact()) : OptionalInt.empty();
        } catch (ArithmeticException e) {
            return OptionalInt.empty();
        }
    }

    /** A number from 0 to 100; empty where the member is absent. */
    Optional<BigDecimal> percent() {
        return decimal(number -> number.signum() >= 0, "write a number from 0 to 100");
    }

    /** How many times as much: more than 1, at most 100; empty where the member is absent. */
    Optional<BigDecimal> ratio() {
        return decimal(number -> number.compareTo(BigDecimal.ONE) > 0, "write a number above 1, at most 100");
    }

    private Optional<BigDecimal> decimal(Predicate<BigDecimal> isEnough, String remedy) {
        Optional<BigDecimal> number = Optional.of(node)
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .filter(isEnough)
                .filter(n -> n.compareTo(HUNDRED) <= 0);
        if (present() && number.isEmpty()) {
            problem(remedy);
        }
        return number;
    }

    /** One of the constants, in camel case; the default where the member is absent. */
    <E extends Enum<E>> E choice(Class<E> type, E otherwise) {
        if (!present()) {
            return otherwise;
        }
        Map<String, E> words = new LinkedHashMap<>();
        for (E each : type.getEnumConstants()) {
            words.put(camelCase(each.name()), each);
        }
        E chosen = words.get(node.isTextual() ? node.textValue() : "");
        if (chosen == null) {
            problem("write " + String.join(" or ", words.keySet()));
            return otherwise;
        }
        return chosen;
    }

    private static String camelCase(String constant) {
        return Pattern.compile("_([a-z])")
                .matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    boolean flag(boolean otherwise) {
        if (present() && !node.isBoolean()) {
            problem("write true or false");
        }
        return node.isBoolean() ? node.booleanValue() : otherwise;
    }

    /** A list of texts, or the default where the member is absent. */
    List<String> texts(List<String> otherwise) {
        if (!present()) {
            return otherwise;
        }
        List<String> all = new ArrayList<>();
        for (JsonNode each : node) {
            if (!each.isTextual() || each.textValue().isEmpty()) {
                problem("write a list of texts, none empty");
                return otherwise;
            }
            all.add(each.textValue());
        }
        if (!node.isArray() || all.size() > 20) {
            problem("write a list of at most 20 texts");
            return otherwise;
        }
        return List.copyOf(all);
    }

    Optional<JsonNode> any() {
        return node instanceof MissingNode ? Optional.empty() : Optional.of(node);
    }
}
