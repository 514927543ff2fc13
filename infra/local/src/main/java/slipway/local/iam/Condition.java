package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One line of a statement's conditions. A key with several values has them separated by commas in the context. */
record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";

    enum Quantifier {
        SINGLE,
        ALL_VALUES,
        ANY_VALUE
    }

    static List<Condition> parse(JsonNode block) {
        List<Condition> conditions = new ArrayList<>();
        block.properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.add(
                                of(operator.getKey(), key.getKey(), PolicyDocument.texts(key.getValue())))));
        return List.copyOf(conditions);
    }

    private static Condition of(String spelling, String key, List<String> values) {
        Quantifier quantifier = spelling.startsWith("ForAllValues:")
                ? Quantifier.ALL_VALUES
                : spelling.startsWith("ForAnyValue:") ? Quantifier.ANY_VALUE : Quantifier.SINGLE;
        boolean ifExists = spelling.endsWith(IF_EXISTS);
        String name = spelling.substring(spelling.indexOf(':') + 1);
        String bare = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
        Keys.require(key);
        values.forEach(Keys::requireIn);
        return new Condition(Operator.named(bare), quantifier, ifExists, key, values);
    }

    boolean holds(Context context) {
        Optional<String> value = context.get(key);
        if (value.isEmpty()) {
            return switch (quantifier) {
                case SINGLE -> ifExists || operator.holdsWithoutValue(values);
                case ALL_VALUES -> true;
                case ANY_VALUE -> false;
            };
        }
        if (operator == Operator.NULL) {
            return values.contains("false");
        }
        return switch (quantifier) {
            case SINGLE -> operator.holds(values, value.get(), context);
            case ALL_VALUES -> each(value.get()).allMatch(one -> operator.holds(values, one, context));
            case ANY_VALUE -> each(value.get()).anyMatch(one -> operator.holds(values, one, context));
        };
    }

    private static Stream<String> each(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).filter(one -> !one.isEmpty());
    }
}
