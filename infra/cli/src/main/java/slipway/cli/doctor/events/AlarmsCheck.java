package slipway.cli.doctor.events;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Whether every alarm is there, and somebody hears of it. */
public final class AlarmsCheck implements Check {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String TOPIC = "AWS::SNS::Topic";

    private final Setup setup;

    public AlarmsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "alarms";
    }

    @Override
    public List<Finding> look() {
        var wanted = setup.stacks().resources(ALARM);
        var findings = new ArrayList<>(judge(wanted, alarms(), setup.environment()));
        setup.stacks().resources(TOPIC).stream()
                .filter(Predicate.not(this::isHeard))
                .forEach(topic -> findings.add(warning(
                        "Nobody is subscribed to %s: what its alarms tell reaches nobody.".formatted(topic),
                        "Subscribe whoever is on call, and have them confirm: "
                                + setup.environment()
                                        .shell()
                                        .aws(
                                                "sns subscribe --topic-arn %s --protocol email --notification-endpoint ADDRESS"
                                                        .formatted(topic)))));
        return findings;
    }

    private List<MetricAlarm> alarms() {
        return setup
                .clients()
                .alarms()
                .get()
                .describeAlarmsPaginator(
                        r -> r.alarmNamePrefix(setup.environment().named("")))
                .metricAlarms()
                .stream()
                .toList();
    }

    static List<Finding> judge(List<String> wanted, List<MetricAlarm> there, Environment environment) {
        var findings = new ArrayList<Finding>();
        var missing = new TreeSet<>(wanted);
        for (var alarm : there) {
            if (!missing.remove(alarm.alarmName())) {
                continue;
            }
            if (!alarm.actionsEnabled()) {
                findings.add(warning(
                        "The alarm %s is silenced: its actions are switched off.".formatted(alarm.alarmName()),
                        environment.shell().aws("cloudwatch enable-alarm-actions --alarm-names " + alarm.alarmName())));
            } else if (alarm.alarmActions().isEmpty()) {
                findings.add(warning(
                        "The alarm %s tells nobody.".formatted(alarm.alarmName()),
                        "Deploy again: " + environment.shell().deploy()));
            }
        }
        missing.forEach(name -> findings.add(problem(
                "The alarm %s is gone.".formatted(name),
                "Deploy again: " + environment.shell().deploy())));
        return findings;
    }

    /** Until it is confirmed, a subscription has a word in place of its ARN. */
    private boolean isHeard(String topic) {
        return setup
                .clients()
                .topics()
                .get()
                .listSubscriptionsByTopicPaginator(r -> r.topicArn(topic))
                .subscriptions()
                .stream()
                .anyMatch(subscription -> subscription.subscriptionArn().startsWith("arn:"));
    }
}
