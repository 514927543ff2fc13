package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.json.Json;

/** The data that events carry, each beside a note of whether it was cut; the API never cuts. */
final class EventData {
    private static final List<String> DATA = List.of("input", "output", "parameters", "assignedVariables");

    private EventData() {}

    static ObjectNode input(ObjectNode details, String text) {
        return whole(details.put("input", text), "inputDetails");
    }

    static ObjectNode output(ObjectNode details, String text) {
        return whole(details.put("output", text), "outputDetails");
    }

    static ObjectNode variables(ObjectNode details, JsonNode assigned) {
        ObjectNode shown = details.putObject("assignedVariables");
        assigned.properties().forEach(variable -> shown.put(variable.getKey(), Json.write(variable.getValue())));
        return whole(details, "assignedVariablesDetails");
    }

    /** The details for a reader who did not ask for the data. */
    static ObjectNode without(ObjectNode details) {
        return details.deepCopy().remove(DATA);
    }

    private static ObjectNode whole(ObjectNode details, String member) {
        details.putObject(member).put("truncated", false);
        return details;
    }
}
