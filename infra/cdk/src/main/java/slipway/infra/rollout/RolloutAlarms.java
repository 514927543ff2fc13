package slipway.infra.rollout;

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

/** Rings when a rollout needs a person. */
final class RolloutAlarms {
    private final Construct scope;
    private final Names names;
    private final Topic topic;

    private RolloutAlarms(Construct scope, Deployment deployment) {
        this.scope = scope;
        this.names = deployment.environment().names();
        this.topic = deployment.foundation().alarms();
    }

    static void in(Construct scope, Deployment deployment) {
        var alarms = new RolloutAlarms(scope, deployment);
        var stuck = new TreeMap<String, String>();
        stuck.put("Outcome", "Stuck");
        alarms.ring(
                "Stuck",
                "rollout-stuck",
                "A rollout is stuck: its record says what it lacks. Put that right, then write desired-image again.",
                "Rollouts",
                stuck);
        alarms.ring(
                "Failing",
                "rollout-failing",
                "The rollout's function failed ten times in a row: read its log. The execution goes on by itself once it works.",
                "RolloutFailing",
                new TreeMap<>());
    }

    private void ring(String id, String name, String description, String metric, SortedMap<String, String> dimensions) {
        dimensions.put("Environment", names.environment());
        var alarm = Alarm.Builder.create(scope, id + "Alarm")
                .alarmName(names.of(name))
                .alarmDescription(description)
                .metric(Metric.Builder.create()
                        .namespace("Slipway")
                        .metricName(metric)
                        .dimensionsMap(dimensions)
                        .statistic("Sum")
                        .period(Duration.minutes(1))
                        .build())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
    }
}
