package slipway.infra.foundation;

import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Rings as long as something lies in a dead-letter queue. */
final class DeadLetterAlarm {
    private DeadLetterAlarm() {}

    static void on(Construct scope, Handler handler, Names names, Queue queue, Topic alarms) {
        var visible = queue.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                .period(Duration.minutes(1))
                .statistic("Maximum")
                .build());
        var alarm = Alarm.Builder.create(scope, handler.id() + "DeadLettersAlarm")
                .alarmName(names.of(handler.suffix() + "-dead-letters"))
                .alarmDescription(
                        "Events that " + names.of(handler.suffix())
                                + " could not handle wait in its dead-letter queue: read the function's log, then redrive the queue.")
                .metric(visible)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(alarms));
    }
}
