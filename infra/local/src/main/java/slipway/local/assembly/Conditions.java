package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A template's conditions. They look at parameters, never at resources. */
final class Conditions {
    private final JsonNode declared;
    private final Intrinsics intrinsics;

    Conditions(JsonNode declared, Intrinsics intrinsics) {
        this.declared = declared;
        this.intrinsics = intrinsics;
    }

    boolean holds(String name) {
        if (!declared.has(name)) {
            throw new IllegalArgumentException("The template has no condition '" + name + "'");
        }
        return evaluate(declared.path(name));
    }

    private boolean evaluate(JsonNode condition) {
        Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
        JsonNode argument = only.getValue();
        return switch (only.getKey()) {
            case "Condition" -> holds(argument.asText());
            case "Fn::Equals" -> intrinsics.text(argument.path(0)).equals(intrinsics.text(argument.path(1)));
            case "Fn::Not" -> !evaluate(argument.path(0));
            case "Fn::And" ->
                StreamSupport.stream(argument.spliterator(), false).allMatch(this::evaluate);
            case "Fn::Or" -> StreamSupport.stream(argument.spliterator(), false).anyMatch(this::evaluate);
            default ->
                throw new IllegalArgumentException("The local cloud does not know the condition " + only.getKey());
        };
    }
}
