package slipway.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.assembly.Assembly;
import slipway.local.assembly.StackArtifact;

/** What the resources of stacks cost in a month of 30 days in which nothing happens. */
public final class IdleMonth {
    private static final int MINUTES = 30 * 24 * 60;

    /**
     * Lambda looks into a queue with five long polls of 20 seconds at least, whether something is there or not
     * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
     */
    private static final double POLLS = 5.0 * 3 * MINUTES;

    private IdleMonth() {}

    /** How many units the month takes, by the price's item. */
    public static Map<String, Double> usage(Assembly assembly, List<String> stacks) {
        Map<String, Double> usage = new TreeMap<>();
        for (String stack : stacks) {
            StackArtifact artifact = assembly.stack(stack);
            for (JsonNode resource : artifact.template().path("Resources")) {
                count(resource, usage);
            }
        }
        return usage;
    }

    private static void count(JsonNode resource, Map<String, Double> usage) {
        JsonNode properties = resource.path("Properties");
        switch (resource.path("Type").asText()) {
            case "AWS::KMS::Key" -> usage.merge("kms-keys", 1.0, Double::sum);
            case "AWS::CloudWatch::Dashboard" -> usage.merge("cloudwatch-dashboards", 1.0, Double::sum);
            case "AWS::CloudWatch::Alarm" -> usage.merge("cloudwatch-alarms", metrics(properties), Double::sum);
            case "AWS::Lambda::EventSourceMapping" -> usage.merge("sqs-requests", POLLS, Double::sum);
            default -> {
                // Costs when it is used.
            }
        }
    }

    /** An alarm on an expression costs as many alarms as it looks at metrics. */
    private static double metrics(JsonNode alarm) {
        long looked = alarm.path("Metrics")
                .valueStream()
                .filter(metric -> metric.has("MetricStat"))
                .count();
        return Math.max(1, looked);
    }
}
