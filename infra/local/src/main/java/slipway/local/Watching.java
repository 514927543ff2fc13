package slipway.local;

import java.util.List;
import java.util.Map;
import slipway.local.assembly.ResourceProvider;
import slipway.local.cloudwatch.AlarmResources;
import slipway.local.cloudwatch.Alarms;
import slipway.local.cloudwatch.CloudWatchService;
import slipway.local.cloudwatch.DashboardResources;
import slipway.local.cloudwatch.Dashboards;
import slipway.local.cloudwatch.Gauges;
import slipway.local.cloudwatch.LogResources;
import slipway.local.cloudwatch.Logs;
import slipway.local.cloudwatch.Metrics;
import slipway.local.cloudwatch.Series;
import slipway.local.edge.ServiceDouble;

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
        logs = new Logs(metrics);
        dashboards = new Dashboards(ground.place, ground.clock);
        alarms = new Alarms(ground.place, ground.clock, metrics, ground::publish, ground::receiver);
    }

    /** The depth of a queue, which stays what it is until it changes. */
    void depth(String queue, int visible) {
        gauges.set(new Series("AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", queue)), visible);
    }

    List<ServiceDouble> services() {
        return List.of(new CloudWatchService(ground.place, metrics, alarms, dashboards));
    }

    List<ResourceProvider> providers() {
        return List.of(
                new LogResources(logs, ground.place),
                new AlarmResources(alarms, ground.place),
                new DashboardResources(dashboards));
    }
}
