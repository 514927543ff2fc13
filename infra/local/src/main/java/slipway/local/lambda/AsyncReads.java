package slipway.local.lambda;

import static slipway.local.lambda.LambdaService.ok;
import static slipway.local.lambda.LambdaService.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;
import slipway.local.json.Json;

/** What Lambda tells of how a version or an alias treats asynchronous events. */
final class AsyncReads {
    private static final String CONFIG = "/2019-09-25/functions/{FunctionName}/event-invoke-config";

    private final Functions functions;

    AsyncReads(Functions functions) {
        this.functions = functions;
    }

    List<RestRoute> routes() {
        return List.of(new RestRoute("GET", CONFIG, this::get), new RestRoute("GET", CONFIG + "/list", this::list));
    }

    private Answer get(RestRequest request) {
        FunctionRef ref = ref(request);
        String arn = functions.arn(ref);
        request.call().authorize("lambda:GetFunctionEventInvokeConfig", arn);
        AsyncSettings configured = functions.async(ref.name()).get(ref.qualifierOrLatest());
        if (configured == null) {
            throw new AwsError(
                    404, "ResourceNotFoundException", "The function " + arn + " doesn't have an EventInvokeConfig");
        }
        return ok(shown(ref, configured));
    }

    private Answer list(RestRequest request) {
        String name = ref(request).name();
        request.call().authorize("lambda:ListFunctionEventInvokeConfigs", functions.arn(new FunctionRef(name, null)));
        List<ObjectNode> shown = functions.async(name).entrySet().stream()
                .map(one -> shown(new FunctionRef(name, one.getKey()), one.getValue()))
                .toList();
        return ok(Listing.of(request, "FunctionEventInvokeConfigs", shown));
    }

    private ObjectNode shown(FunctionRef ref, AsyncSettings configured) {
        ObjectNode json = Json.object()
                .put("FunctionArn", functions.arn(ref))
                .put("MaximumRetryAttempts", configured.retries())
                .put("MaximumEventAgeInSeconds", configured.maximumAge().toSeconds());
        ObjectNode destinations = json.putObject("DestinationConfig");
        destination(destinations.putObject("OnSuccess"), configured.onSuccess());
        destination(destinations.putObject("OnFailure"), configured.onFailure());
        return json;
    }

    private static void destination(ObjectNode shown, @Nullable String arn) {
        if (arn != null) {
            shown.put("Destination", arn);
        }
    }
}
