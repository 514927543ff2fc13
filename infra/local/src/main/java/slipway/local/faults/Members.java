package slipway.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The members of a JSON object, each read once and judged: what nobody reads should not be there. */
final class Members {
    private static final double MILLIS = 1000;
    private static final double LONGEST = Duration.ofDays(365).toSeconds();

    private final ObjectNode body;
    private final Set<String> read = new HashSet<>();

    Members(ObjectNode body) {
        this.body = body;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    boolean has(String name) {
        return body.has(name);
    }

    String text(String name) {
        JsonNode value = take(name);
        require(value.isTextual() && !value.textValue().isEmpty(), name, value, "give a text");
        return value.textValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    int whole(String name, int least, int most) {
        JsonNode value = take(name);
        boolean fits = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most;
        require(fits, name, value, "give a whole number from %d to %d".formatted(least, most));
        return value.intValue();
    }

    int whole(String name, int least, int most, int otherwise) {
        return has(name) ? whole(name, least, most) : otherwise;
    }

    double number(String name, double otherwise) {
        JsonNode value = take(name);
        require(value.isNumber() || !has(name), name, value, "give a number");
        return value.asDouble(otherwise);
    }

    boolean flag(String name) {
        JsonNode value = take(name);
        require(value.isBoolean() || !has(name), name, value, "give true or false");
        return value.asBoolean();
    }

    Duration seconds(String name) {
        JsonNode value = take(name);
        boolean fits = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= LONGEST;
        require(fits, name, value, "give seconds, from 0 to a year");
        return Duration.ofMillis(Math.round(value.doubleValue() * MILLIS));
    }

    void requireNoOther() {
        body.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new IllegalArgumentException(
                        "%s is no member of this fault; leave it out, or look at its name".formatted(name));
            }
        });
    }

    private JsonNode take(String name) {
        read.add(name);
        return body.path(name);
    }

    private static void require(boolean fits, String name, JsonNode value, String remedy) {
        if (!fits) {
            throw new IllegalArgumentException("%s cannot be %s; %s"
                    .formatted(name, value.isMissingNode() ? "left out" : value.toString(), remedy));
        }
    }
}
