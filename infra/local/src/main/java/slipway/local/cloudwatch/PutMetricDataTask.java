package slipway.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.json.Json;
import slipway.local.states.Integration;
import slipway.local.states.StatesError;

/** Step Functions' SDK integration of PutMetricData. */
public final class PutMetricDataTask implements Integration {
    private final MetricData data;
    private final Authorizer authorizer;

    public PutMetricDataTask(Metrics metrics, Authorizer authorizer) {
        this.data = new MetricData(metrics);
        this.authorizer = authorizer;
    }

    @Override
    public String resource() {
        return "arn:aws:states:::aws-sdk:cloudwatch:putMetricData";
    }

    @Override
    public Set<String> arguments() {
        return Set.of("Namespace", "MetricData");
    }

    @Override
    public JsonNode call(JsonNode arguments, Caller role) {
        List<MetricData.Sent> sent = new ArrayList<>();
        arguments.path("MetricData").forEach(datum -> sent.add(read(datum)));
        try {
            data.put(arguments.path("Namespace").asText(), sent, role, authorizer);
            return Json.object();
        } catch (AwsError e) {
            // The client has no class of its own for a denied call, so Step Functions shows its base class.
            throw new StatesError("CloudWatch.CloudWatchException", e.text());
        }
    }

    private static MetricData.Sent read(JsonNode datum) {
        if (!datum.path("MetricName").isTextual() || !datum.path("Value").isNumber()) {
            throw new StatesError("CloudWatch.InvalidParameterValueException", "MetricName and Value are required");
        }
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode dimension : datum.path("Dimensions")) {
            dimensions.put(
                    dimension.path("Name").asText(), dimension.path("Value").asText());
        }
        return new MetricData.Sent(
                datum.path("MetricName").asText(), datum.path("Value").asDouble(), dimensions, null);
    }
}
