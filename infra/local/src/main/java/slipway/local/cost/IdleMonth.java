package slipway.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.local.assembly.Assembly;

/** What the resources of stacks cost in a month of 30 days in which nothing happens. */
public final class IdleMonth {
    private static final int HOURS = 30 * 24;
    private static final int MINUTES = HOURS * 60;
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes?\\)");

    /**
     * Lambda looks into a queue with five long polls of 20 seconds at least, whether something is there or not
     * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
     */
    private static final double POLLS = 5.0 * 3 * MINUTES;

    private IdleMonth() {}

    /**
     * How many units the month takes, by the price's item.
     *
     * @param run what one run of a schedule takes; metrics count for the hour in which they are written
     */
    public static Map<String, Double> usage(Assembly assembly, List<String> stacks, Map<String, Double> run) {
        return usage(
                stacks.stream()
                        .flatMap(stack -> assembly.stack(stack)
                                .template()
                                .path("Resources")
                                .valueStream()),
                run);
    }

    static Map<String, Double> usage(Stream<JsonNode> resources, Map<String, Double> run) {
        Map<String, Double> usage = new TreeMap<>();
        resources.forEach(resource -> count(resource, run, usage));
        return usage;
    }

    private static void count(JsonNode resource, Map<String, Double> run, Map<String, Double> usage) {
        JsonNode properties = resource.path("Properties");
        switch (resource.path("Type").asText()) {
            case "AWS::KMS::Key" -> usage.merge("kms-keys", 1.0, Double::sum);
            case "AWS::CloudWatch::Dashboard" -> usage.merge("cloudwatch-dashboards", 1.0, Double::sum);
            case "AWS::CloudWatch::Alarm" -> usage.merge("cloudwatch-alarms", metrics(properties), Double::sum);
            case "AWS::Lambda::EventSourceMapping" -> usage.merge("sqs-requests", POLLS, Double::sum);
            case "AWS::Scheduler::Schedule" -> {
                double runs =
                        MINUTES / minutes(properties.path("ScheduleExpression").asText());
                run.forEach((item, amount) -> usage.merge(
                        item,
                        amount * (item.equals("cloudwatch-metric-hours") ? Math.min(runs, HOURS) : runs),
                        Double::sum));
            }
            default -> {
                // Costs when it is used.
            }
        }
    }

    private static double minutes(String schedule) {
        Matcher rate = RATE.matcher(schedule);
        if (!rate.matches()) {
            throw new IllegalArgumentException("A schedule has no rate in minutes: " + schedule);
        }
        return Integer.parseInt(rate.group(1));
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
