package slipway.monitor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * CloudWatch itself. AgentCore's metrics and their dimensions:
 * docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html. The metric of new sessions
 * goes by two names in AWS's own sources, so both are asked for.
 */
public final class CloudWatchMonitor implements Monitor {
    private static final String NAMESPACE = "AWS/Bedrock-AgentCore";
    private static final int PERIOD_SECONDS = 60;
    private static final String SUM = "Sum";

    /** What is asked for: the id of the query, the metric and its statistic. */
    private enum Query {
        INVOCATIONS("Invocations", SUM),
        SYSTEM_ERRORS("SystemErrors", SUM),
        USER_ERRORS("UserErrors", SUM),
        THROTTLES("Throttles", SUM),
        SESSIONS("Sessions", SUM),
        SESSION_COUNT("SessionCount", SUM),
        LATENCY("Latency", SUM),
        ANSWERS("Latency", "SampleCount");

        private final String metric;
        private final String statistic;

        Query(String metric, String statistic) {
            this.metric = metric;
            this.statistic = statistic;
        }

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final CloudWatchClient cloudWatch;

    public CloudWatchMonitor(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public Map<AlarmName, AlarmState> alarms(Set<AlarmName> names) {
        try {
            Map<AlarmName, AlarmState> found = new LinkedHashMap<>();
            var answer = cloudWatch.describeAlarms(
                    r -> r.alarmNames(names.stream().map(AlarmName::value).toList())
                            .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
            answer.metricAlarms().forEach(a -> found.put(new AlarmName(a.alarmName()), state(a.stateValueAsString())));
            answer.compositeAlarms()
                    .forEach(a -> found.put(new AlarmName(a.alarmName()), state(a.stateValueAsString())));
            return found;
        } catch (SdkException e) {
            throw FailureClassifier.of("cloudwatch:DescribeAlarms", e);
        }
    }

    private static AlarmState state(String value) {
        return switch (value) {
            case "OK" -> AlarmState.OK;
            case "ALARM" -> AlarmState.ALARM;
            default -> AlarmState.INSUFFICIENT_DATA;
        };
    }

    @Override
    public Traffic traffic(String runtimeArn, RuntimeName runtime, EndpointName endpoint, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Traffic.none();
        }
        List<Dimension> dimensions = List.of(
                dimension("Operation", "InvokeAgentRuntime"),
                dimension("Name", runtime + "::" + endpoint),
                dimension("Resource", runtimeArn));
        try {
            Map<String, Double> sums = cloudWatch
                    .getMetricDataPaginator(r -> r.startTime(from)
                            .endTime(to)
                            .metricDataQueries(Stream.of(Query.values())
                                    .map(query -> query(query, dimensions))
                                    .toList()))
                    .metricDataResults()
                    .stream()
                    .collect(Collectors.groupingBy(
                            MetricDataResult::id, Collectors.summingDouble(CloudWatchMonitor::sum)));
            return traffic(sums);
        } catch (SdkException e) {
            throw FailureClassifier.of("cloudwatch:GetMetricData", e);
        }
    }

    private static MetricDataQuery query(Query query, List<Dimension> dimensions) {
        return MetricDataQuery.builder()
                .id(query.id())
                .metricStat(stat -> stat.period(PERIOD_SECONDS)
                        .stat(query.statistic)
                        .metric(m ->
                                m.namespace(NAMESPACE).metricName(query.metric).dimensions(dimensions)))
                .build();
    }

    private static double sum(MetricDataResult result) {
        return result.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Traffic traffic(Map<String, Double> sums) {
        return new Traffic(
                whole(sums, Query.INVOCATIONS),
                whole(sums, Query.SYSTEM_ERRORS) + whole(sums, Query.USER_ERRORS),
                whole(sums, Query.THROTTLES),
                Math.max(whole(sums, Query.SESSIONS), whole(sums, Query.SESSION_COUNT)),
                sums.getOrDefault(Query.LATENCY.id(), 0.0),
                whole(sums, Query.ANSWERS));
    }

    private static long whole(Map<String, Double> sums, Query query) {
        return Math.round(sums.getOrDefault(query.id(), 0.0));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
