package slipway.infra.alarm;

import slipway.infra.foundation.Foundation;
import slipway.infra.function.Deployment;
import slipway.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What watches a control plane: its alarms, which tell people, and one dashboard. */
public final class Watch extends Construct {
    private final Names names;
    private final Foundation foundation;

    public Watch(Construct scope, Deployment deployment) {
        super(scope, "Watch");
        this.names = deployment.environment().names();
        this.foundation = deployment.foundation();
        var alarms =
                AlarmList.of(deployment.environment()).stream().map(this::alarm).toList();
        Overview.in(this, deployment.environment(), alarms);
    }

    private Alarm alarm(AlarmSpec spec) {
        var threshold = spec.threshold();
        var period = Duration.minutes(threshold.period().toMinutes());
        var alarm = Alarm.Builder.create(this, spec.name())
                .alarmName(names.of(spec.name()))
                .alarmDescription(spec.description())
                .metric(spec.signal().metric(threshold.statistic(), period))
                .comparisonOperator(threshold.comparison())
                .threshold(threshold.value())
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic(spec.severity())));
        return alarm;
    }

    private Topic topic(Severity severity) {
        return switch (severity) {
            case WAKE -> foundation.page();
            case MORNING -> foundation.alarms();
        };
    }
}
