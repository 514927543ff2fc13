package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import slipway.local.json.Json;

/**
 * What a destination gets of an asynchronous invocation.
 *
 * @param condition {@code Success}, {@code RetriesExhausted} or {@code EventAgeExceeded}
 * @param attempts how often the function ran
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">records</a>
 */
record InvocationRecord(
        Instant at,
        String requestId,
        String functionArn,
        String version,
        String condition,
        int attempts,
        JsonNode payload,
        InvokeResult result) {
    static final String SUCCESS = "Success";

    boolean isSuccess() {
        return condition.equals(SUCCESS);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("version", "1.0")
                .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        json.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", functionArn)
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        json.set("requestPayload", payload);
        ObjectNode response =
                json.putObject("responseContext").put("statusCode", 200).put("executedVersion", version);
        if (!isSuccess()) {
            response.put("functionError", result.functionError());
        }
        json.set("responsePayload", result.payload());
        return json;
    }
}
