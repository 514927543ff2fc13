package slipway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.ResourceProvider;
import slipway.local.cloudwatch.AlarmResources;
import slipway.local.cloudwatch.Alarms;
import slipway.local.cloudwatch.CloudWatchService;
import slipway.local.cloudwatch.DashboardResources;
import slipway.local.cloudwatch.Dashboards;
import slipway.local.cloudwatch.Gauges;
import slipway.local.cloudwatch.Metrics;
import slipway.local.cloudwatch.Series;
import slipway.local.edge.ServiceDouble;
import slipway.local.logs.LogResources;
import slipway.local.logs.Logs;
import slipway.local.logs.LogsService;
import slipway.local.sqs.QueueMetrics;

/** CloudWatch: metrics, the alarms on them, and logs. */
final class Watching {
    final Metrics metrics;
    final Logs logs;
    final Alarms alarms;
    private final Dashboards dashboards;
    private final Gauges gauges;
    private final Ground ground;

    Watching(Ground ground) {
        this.ground = ground;
        metrics = new Metrics(ground.clock);
        gauges = new Gauges(metrics, ground.clock);
        logs = new Logs(metrics, ground.clock);
        dashboards = new Dashboards(ground.place, ground.clock);
        alarms = new Alarms(ground.place, ground.clock, metrics, ground::publish, ground::receiver);
    }

    /** What SQS measures: it stays what it is until a queue changes, or grows older. */
    QueueMetrics queues() {
        return new QueueMetrics() {
            @Override
            public void depth(String queue, int visible) {
                gauges.set(queue("ApproximateNumberOfMessagesVisible", queue), visible);
            }

            @Override
            public void oldest(String queue, @Nullable Instant sent) {
                gauges.set(
                        queue("ApproximateAgeOfOldestMessage", queue),
                        () -> sent == null
                                ? 0
                                : Duration.between(sent, ground.clock.instant()).toSeconds());
            }
        };
    }

    private static Series queue(String metric, String queue) {
        return new Series("AWS/SQS", metric, Map.of("QueueName", queue));
    }

    /** What Lambda measures about each invocation. */
    void function(String function, String metric, double value) {
        metrics.put(new Series("AWS/Lambda", metric, Map.of("FunctionName", function)), value);
    }

    /** What Step Functions measures when an execution starts and when it ends, read from the event that it emits then. */
    void execution(ObjectNode event) {
        JsonNode detail = event.path("detail");
        String metric = switch (detail.path("status").asText()) {
            case "RUNNING" -> "ExecutionsStarted";
            case "SUCCEEDED" -> "ExecutionsSucceeded";
            case "FAILED" -> "ExecutionsFailed";
            case "TIMED_OUT" -> "ExecutionsTimedOut";
            case "ABORTED" -> "ExecutionsAborted";
            case String other -> throw new IllegalStateException("no execution is " + other);
        };
        Map<String, String> machine =
                Map.of("StateMachineArn", detail.path("stateMachineArn").asText());
        metrics.put(new Series("AWS/States", metric, machine), 1);
        if (detail.path("stopDate").isNumber()) {
            double millis = detail.path("stopDate").asDouble()
                    - detail.path("startDate").asDouble();
            metrics.put(new Series("AWS/States", "ExecutionTime", machine), millis);
        }
    }

    List<ServiceDouble> services() {
        return List.of(
                new CloudWatchService(ground.place, metrics, alarms, dashboards), new LogsService(logs, ground.place));
    }

    List<ResourceProvider> providers() {
        return List.of(
                new LogResources(logs, ground.place),
                new AlarmResources(alarms, ground.place),
                new DashboardResources(dashboards));
    }
}
