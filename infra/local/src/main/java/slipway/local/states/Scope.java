package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/** What an expression sees: {@code $states} and the variables; and where it stands. */
record Scope(
        Visit visit,
        JsonNode input,
        ObjectNode context,
        Map<String, JsonNode> variables,
        @Nullable JsonNode result,
        @Nullable JsonNode errorOutput) {

    Scope withResult(JsonNode value) {
        return new Scope(visit, input, context, variables, value, null);
    }

    Scope withError(StatesError error) {
        return new Scope(visit, input, context, variables, null, error.output());
    }

    ObjectNode states() {
        ObjectNode states = Json.object();
        states.set("input", input);
        states.set("context", context);
        if (result != null) {
            states.set("result", result);
        }
        if (errorOutput != null) {
            states.set("errorOutput", errorOutput);
        }
        return states;
    }
}
