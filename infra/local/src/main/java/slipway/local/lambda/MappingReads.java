package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;
import slipway.local.json.Json;

/** What Lambda tells of queues as event sources. */
final class MappingReads {
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";

    private final Functions functions;
    private final QueueMappings mappings;

    MappingReads(Functions functions, QueueMappings mappings) {
        this.functions = functions;
        this.mappings = mappings;
    }

    List<RestRoute> routes() {
        return List.of(
                new RestRoute("ListEventSourceMappings", "GET", MAPPINGS, this::list),
                new RestRoute("GetEventSourceMapping", "GET", MAPPINGS + "/{UUID}", this::get));
    }

    private Answer list(RestRequest request) {
        request.call().authorize("lambda:ListEventSourceMappings", "*");
        String source = request.query("EventSourceArn").orElse("");
        String function = request.query("FunctionName")
                .map(name -> functions.arn(FunctionRef.parse(name)))
                .orElse("");
        List<ObjectNode> shown = mappings.all().stream()
                .filter(one -> source.isEmpty() || source.equals(one.mapping().queueArn()))
                .filter(one -> function.isEmpty() || function.equals(arn(one)))
                .map(this::shown)
                .toList();
        return LambdaService.ok(Listing.of(request, "EventSourceMappings", shown));
    }

    private Answer get(RestRequest request) {
        String id = request.label("UUID");
        request.call()
                .authorize(
                        "lambda:GetEventSourceMapping", functions.place().arn("lambda", "event-source-mapping:" + id));
        return mappings.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(one -> LambdaService.ok(shown(one)))
                .orElseThrow(() ->
                        new AwsError(404, "ResourceNotFoundException", "The resource you requested does not exist."));
    }

    private String arn(QueueMappings.Kept kept) {
        return functions.arn(kept.mapping().function());
    }

    private ObjectNode shown(QueueMappings.Kept kept) {
        QueueMapping mapping = kept.mapping();
        ObjectNode json = Json.object()
                .put("UUID", kept.id())
                .put("EventSourceArn", mapping.queueArn())
                .put("FunctionArn", arn(kept))
                .put("BatchSize", mapping.batch())
                .put("MaximumBatchingWindowInSeconds", mapping.window().toSeconds())
                .put("State", kept.enabled() ? "Enabled" : "Disabled")
                .put("StateTransitionReason", "USER_INITIATED")
                .put("LastModified", Json.seconds(kept.at()));
        var types = json.putArray("FunctionResponseTypes");
        if (mapping.reportsItems()) {
            types.add("ReportBatchItemFailures");
        }
        return json;
    }
}
