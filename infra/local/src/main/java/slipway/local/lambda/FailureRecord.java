package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What an on-failure destination gets. */
record FailureRecord(
        Instant at,
        String requestId,
        String functionArn,
        String version,
        String condition,
        int attempts,
        JsonNode payload,
        InvokeResult result) {

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", "1.0")
                .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        json.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", functionArn)
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        json.set("requestPayload", payload);
        json.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", version)
                .put("functionError", result.functionError());
        json.set("responsePayload", result.payload());
        return json;
    }
}
