package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.json.Json;

/** {@code lambda:invoke}, with and without a task token. */
public final class LambdaInvoke implements Integration {
    static final String RESOURCE = "arn:aws:states:::lambda:invoke";
    private static final Set<String> KNOWN = Set.of("FunctionName", "Payload");

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
    public void check(JsonNode arguments) {
        for (Iterator<String> names = arguments.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        "The local Step Functions does not know lambda:invoke's '" + name + "'");
            }
        }
        if (!arguments.path("FunctionName").isTextual()) {
            throw new IllegalArgumentException("lambda:invoke needs a FunctionName");
        }
    }

    @Override
    public JsonNode call(JsonNode arguments, Caller role) {
        try {
            // Once more: they can have come out of one expression.
            check(arguments);
        } catch (IllegalArgumentException e) {
            throw new StatesError(StatesError.RUNTIME, e.getMessage());
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
