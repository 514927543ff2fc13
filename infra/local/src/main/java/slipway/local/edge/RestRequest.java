package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call that found its operation.
 *
 * @param labels the decoded parts of the path, by label
 */
public record RestRequest(Call call, Map<String, String> labels) {

    /** The decoded part of the path behind a label of the template. */
    public String label(String name) {
        String value = labels.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No label '" + name + "' in the route");
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(call.query().get(name));
    }

    /** By name, whatever its case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(call.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as a JSON object, numbers as they were written; an empty body is an empty object. */
    public ObjectNode json() {
        try {
            byte[] body = call.content();
            JsonNode tree =
                    body.length == 0 ? RestJsonService.JSON.createObjectNode() : RestJsonService.JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new AwsError(400, "SerializationException", "The body is not a JSON object");
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body is not JSON");
        }
    }
}
