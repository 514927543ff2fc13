package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;

/** One push that goes live on a warm control plane, and one sweep of the drift check over targets that are all right, counted. */
public final class Counted {
    /** The message of a push is sent, received and deleted. */
    private static final int QUEUED = 3;

    private final LocalCloud cloud;
    private final Scene scene;

    /** Deploys the sample's agents, and rolls out a first image everywhere. */
    public Counted(LocalCloud cloud, Place place, PrintStream out) {
        this.cloud = cloud;
        this.scene = new Scene(cloud, place, out);
        scene.push(Sample.SUPPORT, "1.0.0", Pushes.OK);
        scene.push(Sample.CONCIERGE, "1.0.0", Pushes.OK);
        List<String> firsts = Stream.of("support", "concierge-dev", "concierge-prod")
                .map(scene::next)
                .toList();
        Sample.deployAgents(cloud);
        firsts.forEach(first -> scene.ended(first, "Promoted", "PROVEN"));
    }

    /** What a rollout to one target uses, by the price's item. */
    public Map<String, Double> rollout() {
        Meter meter = new Meter(cloud, scene);
        String next = scene.next("support");
        scene.push(Sample.SUPPORT, "1.1.0", Pushes.OK);
        ObjectNode record = scene.ended(next, "Promoted", "PROVEN");
        Map<String, Double> usage = meter.usage(Math.max(bytes(scene.target("support")), bytes(scene.rollout(next))));
        usage.put("states-standard", transitions(record.at("/run/execution").asText()));
        usage.put("sqs-requests", (double) QUEUED);
        usage.put("cloudwatch-metric-hours", series(""));
        return usage;
    }

    /** What one sweep over the sample's targets uses, by the price's item. */
    public Map<String, Double> sweep() {
        Meter meter = new Meter(cloud, scene);
        scene.aws()
                .ask(
                        cloud.uri().resolve("/2015-03-31/functions/slipway-local-drift-check:live/invocations"),
                        Aws.object()
                                .put("schema", 1)
                                .put("now", cloud.clock().instant().toString()));
        Map<String, Double> usage = meter.usage(bytes(scene.target("support")));
        usage.put("cloudwatch-metric-hours", series("&MetricName=DriftFound"));
        return usage;
    }

    private static int bytes(JsonNode item) {
        return item.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Each state that is entered, and the start. */
    private double transitions(String execution) {
        ObjectNode input = Aws.object().put("executionArn", execution).put("maxResults", 1000);
        JsonNode history = scene.aws().call("states", "AWSStepFunctions.GetExecutionHistory", input);
        return 1
                + history.path("events")
                        .valueStream()
                        .filter(event -> event.path("type").asText().endsWith("StateEntered"))
                        .count();
    }

    /** Slipway's metrics: each is paid for in every hour in which it is written. */
    private double series(String which) {
        String answer =
                scene.aws().query("monitoring", "Action=ListMetrics&Version=2010-08-01&Namespace=Slipway" + which);
        return answer.split("<MetricName>", -1).length - 1.0;
    }
}
