package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.UUID;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/** {@code lambda:invoke}, with and without a task token. */
public final class LambdaInvoke implements Integration {
    static final String RESOURCE = "arn:aws:states:::lambda:invoke";

    private final FunctionInvoker functions;

    public LambdaInvoke(FunctionInvoker functions) {
        this.functions = functions;
    }

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public boolean takesToken() {
        return true;
    }

    @Override
    public Set<String> arguments() {
        return Set.of("FunctionName", "Payload");
    }

    @Override
    public JsonNode call(JsonNode arguments, Caller role) {
        if (!arguments.path("FunctionName").isTextual()) {
            throw new StatesError(StatesError.RUNTIME, "lambda:invoke needs a FunctionName");
        }
        String function = arguments.path("FunctionName").asText();
        JsonNode payload = arguments.has("Payload") ? arguments.get("Payload") : Json.object();
        FunctionInvoker.Result result = invoke(function, payload, role);
        if (result.functionError() != null) {
            throw new StatesError(
                    result.payload().path("errorType").asText("Lambda.Unknown"), Json.write(result.payload()));
        }
        return Json.object()
                .put("ExecutedVersion", version(function))
                .put("StatusCode", 200)
                .set("Payload", result.payload());
    }

    private FunctionInvoker.Result invoke(String function, JsonNode payload, Caller role) {
        try {
            return functions.invoke(function, payload, role);
        } catch (AwsError e) {
            throw new StatesError(name(e), cause(e));
        }
    }

    /** The Lambda client has no class of its own for a denied call, so Step Functions shows its base class. */
    private static String name(AwsError e) {
        return e.code().startsWith("AccessDenied") ? "Lambda.AWSLambdaException" : "Lambda." + e.code();
    }

    private static String cause(AwsError e) {
        return "%s (Service: AWSLambda; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
                .formatted(e.text(), e.status(), e.code(), UUID.randomUUID());
    }

    private static String version(String function) {
        String[] parts = function.split(":", -1);
        return parts.length == 8 ? parts[7] : "$LATEST";
    }
}
