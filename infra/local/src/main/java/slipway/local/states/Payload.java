package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import slipway.local.json.Json;

/** AWS's limit for the input and output of states, tasks and executions. */
final class Payload {
    static final int MAX_BYTES = 256 * 1024;

    private Payload() {}

    /**
     * @param from the state or the service that gave the value
     * @throws StatesError {@code States.DataLimitExceeded}, which {@code States.ALL} does not take
     */
    static JsonNode limited(JsonNode value, String from) {
        if (Json.write(value).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new StatesError(
                    StatesError.DATA_LIMIT,
                    "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                            .formatted(from));
        }
        return value;
    }
}
