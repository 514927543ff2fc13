package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object of a definition, each of them known or refused by name. */
record Fields(String where, JsonNode object) {

    void only(Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw wrong("the local Step Functions does not know the field '" + name + "'");
            }
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** A template whose expressions parse, or null when it is not there. */
    @Nullable
    JsonNode template(String name) {
        JsonNode value = object.get(name);
        if (value != null) {
            try {
                Expressions.check(value);
            } catch (IllegalArgumentException e) {
                throw wrong(name + " has a bad expression: " + e.getMessage());
            }
        }
        return value;
    }

    /** A template that must be there and be one expression or one value of its own. */
    JsonNode required(String name) {
        JsonNode value = template(name);
        if (value == null) {
            throw wrong("needs '" + name + "'");
        }
        return value;
    }

    String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw wrong("'" + name + "' must be a text");
        }
        return value.asText();
    }

    int whole(String name, int otherwise, int least, int most) {
        JsonNode value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || outside(value.intValue(), least, most)) {
            throw wrong("'%s' must be a whole number from %d to %d".formatted(name, least, most));
        }
        return value.intValue();
    }

    private static boolean outside(int value, int least, int most) {
        return value < least || value > most;
    }

    /** The seconds that stand here as a number; 0 when an expression gives them, or nothing stands here. */
    int seconds(String name, int least) {
        return Expressions.isExpression(object.path(name)) ? 0 : whole(name, 0, least, Templates.MAX_SECONDS);
    }

    List<Fields> list(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong("'" + name + "' must be a list");
        }
        List<Fields> items = new ArrayList<>();
        value.forEach(item -> items.add(new Fields(where + " " + name + "[" + items.size() + "]", item)));
        return items;
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(where + ": " + why);
    }
}
