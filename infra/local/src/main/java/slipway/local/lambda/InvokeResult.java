package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation came to.
 *
 * @param payload the function's answer, or the error document: {@code errorType}, {@code errorMessage}
 * @param functionError {@code Unhandled} if the function failed, else null
 */
public record InvokeResult(JsonNode payload, @Nullable String functionError) {

    static InvokeResult answered(JsonNode payload) {
        return new InvokeResult(payload, null);
    }

    static InvokeResult failed(JsonNode error) {
        return new InvokeResult(error, "Unhandled");
    }

    static InvokeResult failed(String type, String message) {
        return failed(
                JsonNodeFactory.instance.objectNode().put("errorType", type).put("errorMessage", message));
    }
}
