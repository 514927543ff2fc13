package slipway.infra.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import slipway.infra.problem.Problems;

/** The fields of one object of the file: what is wrong with one is noted under its full name, and something is read all the same. */
final class Fields {
    private final String name;
    private final JsonNode node;
    private final Problems problems;

    Fields(String name, JsonNode node, Problems problems) {
        this.name = name;
        this.node = node;
        this.problems = problems;
    }

    /** Every field of the object must be one of these. */
    void only(SortedSet<String> known) {
        node.fieldNames()
                .forEachRemaining(field -> require(known.contains(field), field, "remove it; known are " + known));
    }

    boolean has(String field) {
        return node.has(field);
    }

    JsonNode value(String field) {
        var value = node.get(field);
        return value == null ? MissingNode.getInstance() : value;
    }

    String text(String field, String pattern) {
        var value = value(field);
        require(matches(value, pattern), field, "write a text that matches " + pattern);
        return value.asText();
    }

    Optional<String> optionalText(String field, String pattern) {
        return has(field) ? Optional.of(text(field, pattern)) : Optional.empty();
    }

    boolean flag(String field) {
        var value = value(field);
        require(value.isBoolean(), field, "write true or false");
        return value.asBoolean();
    }

    int number(String field, int least, int most) {
        var value = value(field);
        require(
                value.isInt() && value.intValue() >= least && value.intValue() <= most,
                field,
                "write a whole number from " + least + " to " + most);
        return value.asInt();
    }

    /** A list of one text or more, each of which matches. */
    List<String> texts(String field, String pattern) {
        var value = value(field);
        var fits = value.isArray() && !value.isEmpty() && value.valueStream().allMatch(item -> matches(item, pattern));
        require(fits, field, "write a list of one text or more, each of which matches " + pattern);
        return value.valueStream().map(JsonNode::asText).toList();
    }

    /** The fields of an object in this one. */
    Fields object(String field) {
        var value = value(field);
        require(value.isObject(), field, "write an object");
        return new Fields(name + "." + field, value, problems);
    }

    /** Notes {@code field} as it stands, and what to write instead, unless {@code holds}. */
    void require(boolean holds, String field, String remedy) {
        problems.unless(holds, name + "." + field, shown(value(field)), remedy);
    }

    private static boolean matches(JsonNode value, String pattern) {
        return value.isTextual() && value.textValue().matches(pattern);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
