package slipway.infra.alarm;

import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.function.Deployment;
import slipway.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Alarms that tell people about every minute in which one of Slipway's own metrics counted something. */
public final class MetricAlarms {
    private final Construct scope;
    private final Names names;
    private final Topic topic;

    public MetricAlarms(Construct scope, Deployment deployment) {
        this.scope = scope;
        this.names = deployment.environment().names();
        this.topic = deployment.foundation().alarms();
    }

    /** An alarm on {@code metric} of the whole environment. */
    public void ring(String id, String name, String description, String metric) {
        ring(id, name, description, metric, new TreeMap<>());
    }

    /** An alarm on {@code metric} of the environment where {@code dimensions} are, too. */
    public void ring(String id, String name, String description, String metric, SortedMap<String, String> dimensions) {
        var alarm = Alarm.Builder.create(scope, id + "Alarm")
                .alarmName(names.of(name))
                .alarmDescription(description)
                .metric(metric(metric, dimensions))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
    }

    private Metric metric(String name, SortedMap<String, String> dimensions) {
        var all = new TreeMap<>(dimensions);
        all.put("Environment", names.environment());
        return Metric.Builder.create()
                .namespace("Slipway")
                .metricName(name)
                .dimensionsMap(all)
                .statistic("Sum")
                .period(Duration.minutes(1))
                .build();
    }
}
