package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.local.edge.AwsError;

/** What a request says, whichever protocol it came in: numbers and times may be texts. */
record Members(ObjectNode tree) {

    /** Refuses what nobody would look at. */
    Members only(Set<String> known) {
        tree.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong("The local cloud does not know the parameter " + name + " here.");
            }
        });
        return this;
    }

    boolean has(String name) {
        return tree.hasNonNull(name);
    }

    Optional<String> text(String name) {
        return has(name) ? Optional.of(get(name).asText()) : Optional.empty();
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> new AwsError(400, "MissingParameter", "The parameter " + name + " is required."));
    }

    double number(String name) {
        try {
            return Double.parseDouble(required(name));
        } catch (NumberFormatException e) {
            throw wrong("The value for parameter " + name + " is invalid.");
        }
    }

    int whole(String name, int otherwise) {
        return has(name) ? (int) number(name) : otherwise;
    }

    Instant time(String name) {
        String text = required(name);
        try {
            return get(name).isNumber()
                    ? Instant.ofEpochMilli(
                            new BigDecimal(text).movePointRight(3).longValue())
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("The value for parameter " + name + " is not a time: " + text);
        }
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        get(name).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    List<Members> list(String name) {
        List<Members> list = new ArrayList<>();
        for (JsonNode item : get(name)) {
            if (!(item instanceof ObjectNode object)) {
                throw wrong("The value for parameter " + name + " is invalid.");
            }
            list.add(new Members(object));
        }
        return list;
    }

    Members object(String name) {
        if (get(name) instanceof ObjectNode object) {
            return new Members(object);
        }
        throw new AwsError(400, "MissingParameter", "The parameter " + name + " is required.");
    }

    Map<String, String> dimensions() {
        Map<String, String> dimensions = new HashMap<>();
        list("Dimensions")
                .forEach(dimension -> dimensions.put(dimension.required("Name"), dimension.required("Value")));
        return dimensions;
    }

    private JsonNode get(String name) {
        JsonNode value = tree.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    static AwsError wrong(String message) {
        return new AwsError(400, "InvalidParameterValue", message);
    }
}
