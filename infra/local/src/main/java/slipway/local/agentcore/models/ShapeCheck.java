package slipway.local.agentcore.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Whether a JSON value fits a shape. A member that the shape does not know is allowed: models grow old. */
final class ShapeCheck {
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final ApiModel model;
    private final List<String> problems = new ArrayList<>();

    ShapeCheck(ApiModel model) {
        this.model = model;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    void problem(String text) {
        problems.add(text);
    }

    void missing(String where, String member) {
        problems.add(where + "." + member + " is required and not there");
    }

    /** @param value as JSON has it, or as text where it came from a path, a query or a header */
    void value(String where, String shapeName, JsonNode value) {
        JsonNode shape = model.shape(shapeName);
        switch (shape.path("type").asText()) {
            case "structure" -> structure(where, shape, value);
            case "list" -> list(where, shape, value);
            case "map" -> map(where, shape, value);
            case "string" -> string(where, shape, value);
            case "integer", "long", "short" -> integer(where, shape, value);
            case "float", "double" -> number(where, shape, value);
            case "boolean" -> require(value.isBoolean(), where, "is not a boolean");
            case "timestamp" -> timestamp(where, shape, value);
            case "blob" -> require(value.isTextual(), where, "is not a blob");
            default -> problems.add(where + ": the model has no shape " + shapeName);
        }
    }

    private void structure(String where, JsonNode shape, JsonNode value) {
        if (shape.path("document").asBoolean()) {
            return;
        }
        require(value.isObject(), where, "is not an object");
        for (JsonNode required : shape.path("required")) {
            if (!value.hasNonNull(required.asText())) {
                missing(where, required.asText());
            }
        }
        int known = 0;
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
            String name = member.getValue().path("locationName").asText(member.getKey());
            if (value.hasNonNull(name)) {
                known++;
                value(where + "." + name, member.getValue().path("shape").asText(), value.get(name));
            }
        }
        require(!shape.path("union").asBoolean() || known <= 1, where, "has more than one member of a union");
    }

    private void list(String where, JsonNode shape, JsonNode value) {
        require(value.isArray(), where, "is not a list");
        bounds(where, shape, BigDecimal.valueOf(value.size()), "entries");
        for (int i = 0; i < value.size(); i++) {
            value(where + "[" + i + "]", shape.at("/member/shape").asText(), value.get(i));
        }
    }

    private void map(String where, JsonNode shape, JsonNode value) {
        require(value.isObject(), where, "is not a map");
        bounds(where, shape, BigDecimal.valueOf(value.size()), "entries");
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String inside = where + "{" + entry.getKey() + "}";
            value(inside, shape.at("/key/shape").asText(), TextNode.valueOf(entry.getKey()));
            value(inside, shape.at("/value/shape").asText(), entry.getValue());
        }
    }

    private void string(String where, JsonNode shape, JsonNode value) {
        if (!value.isTextual()) {
            problems.add(where + " is not a string");
            return;
        }
        String text = value.textValue();
        bounds(where, shape, BigDecimal.valueOf(text.codePointCount(0, text.length())), "characters");
        String pattern = shape.path("pattern").asText();
        require(
                pattern.isEmpty()
                        || PATTERNS.computeIfAbsent(pattern, Pattern::compile)
                                .matcher(text)
                                .matches(),
                where,
                "does not match " + pattern);
        if (shape.has("enum")) {
            require(
                    shape.path("enum")
                            .valueStream()
                            .anyMatch(one -> one.asText().equals(text)),
                    where,
                    "is none of " + shape.path("enum"));
        }
    }

    private void integer(String where, JsonNode shape, JsonNode value) {
        if (value.isIntegralNumber() || isWhole(value)) {
            bounds(where, shape, new BigDecimal(value.asText()), "");
        } else {
            problems.add(where + " is not a whole number");
        }
    }

    private static boolean isWhole(JsonNode value) {
        return value.isTextual() && value.textValue().matches("-?[0-9]{1,18}");
    }

    private void number(String where, JsonNode shape, JsonNode value) {
        if (value.isNumber()) {
            bounds(where, shape, value.decimalValue(), "");
        } else {
            problems.add(where + " is not a number");
        }
    }

    private void timestamp(String where, JsonNode shape, JsonNode value) {
        if (!shape.path("timestampFormat").asText("unixTimestamp").equals("iso8601")) {
            require(value.isNumber(), where, "is not a timestamp in seconds");
            return;
        }
        try {
            Instant.parse(value.asText());
        } catch (DateTimeException e) {
            problems.add(where + " is not a timestamp by ISO 8601");
        }
    }

    private void bounds(String where, JsonNode shape, BigDecimal actual, String unit) {
        if (shape.has("min")) {
            require(actual.compareTo(shape.get("min").decimalValue()) >= 0, where, "has fewer than the least " + unit);
        }
        if (shape.has("max")) {
            require(actual.compareTo(shape.get("max").decimalValue()) <= 0, where, "has more than the most " + unit);
        }
    }

    private void require(boolean fits, String where, String problem) {
        if (!fits) {
            // Never the value: it may be an environment variable.
            problems.add(where + " " + problem.strip());
        }
    }
}
