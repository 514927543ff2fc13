package slipway.local.lambda;

import static slipway.local.lambda.LambdaService.ok;
import static slipway.local.lambda.LambdaService.ref;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;
import slipway.local.json.Json;

/** A function's reserved concurrency: set, shown, taken away. */
final class ConcurrencyOperations {
    private static final String MEMBER = "ReservedConcurrentExecutions";

    private final Functions functions;

    ConcurrencyOperations(Functions functions) {
        this.functions = functions;
    }

    List<RestRoute> routes() {
        return List.of(
                new RestRoute(
                        "PutFunctionConcurrency", "PUT", "/2017-10-31/functions/{FunctionName}/concurrency", this::put),
                new RestRoute(
                        "GetFunctionConcurrency", "GET", "/2019-09-30/functions/{FunctionName}/concurrency", this::get),
                new RestRoute(
                        "DeleteFunctionConcurrency",
                        "DELETE",
                        "/2017-10-31/functions/{FunctionName}/concurrency",
                        this::delete));
    }

    private Answer put(RestRequest request) {
        Reservation reservation = allowed(request, "lambda:PutFunctionConcurrency");
        JsonNode wanted = request.json().path(MEMBER);
        if (!wanted.isInt() || wanted.intValue() < 0) {
            throw new AwsError(
                    400, "InvalidParameterValueException", MEMBER + " must be a whole number from 0, not " + wanted);
        }
        reservation.set(OptionalInt.of(wanted.intValue()));
        return get(reservation);
    }

    private Answer get(RestRequest request) {
        return get(allowed(request, "lambda:GetFunctionConcurrency"));
    }

    private static Answer get(Reservation reservation) {
        ObjectNode shown = Json.object();
        reservation.reserved().ifPresent(number -> shown.put(MEMBER, number));
        return ok(shown);
    }

    private Answer delete(RestRequest request) {
        allowed(request, "lambda:DeleteFunctionConcurrency").set(OptionalInt.empty());
        return new Answer(204, Map.of(), out -> {});
    }

    private Reservation allowed(RestRequest request, String action) {
        FunctionRef ref = ref(request);
        request.call().authorize(action, functions.arn(ref));
        return functions.target(ref).reservation();
    }
}
