package slipway.infra.repository;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Forwards what is pushed to a repository to the default bus of a control plane's account, which lets it in ({@link RegistryEvents}). */
final class ImageEvents extends Construct {
    private static final int RETRY_SECONDS = 24 * 60 * 60;
    private static final int RETRIES = 185;

    ImageEvents(Construct scope, Names controlPlane, AgentRepositoryProps props) {
        super(scope, "Events" + controlPlane.account() + controlPlane.stem());
        var bus = controlPlane.arn("events", "event-bus/default");
        var undelivered = undelivered();
        var rule = CfnRule.Builder.create(this, "Rule")
                .description("Pushes to " + props.name() + " for the control plane " + controlPlane.stem() + ".")
                .eventPattern(pattern(props.name()))
                .state("ENABLED")
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("control-plane")
                        .arn(bus)
                        .roleArn(role(bus).getRoleArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(undelivered.getQueueArn())
                                .build())
                        .retryPolicy(CfnRule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(RETRY_SECONDS)
                                .maximumRetryAttempts(RETRIES)
                                .build())
                        .build()))
                .build();
        letSend(undelivered, rule.getAttrArn());
        var alarm = alarm(undelivered, props.name(), controlPlane);
        props.alarms().ifPresent(topic -> alarm.addAlarmAction(new SnsAction(topic)));
    }

    /** Replication into the repository counts as a push, as it does beside the control plane. */
    private static SortedMap<String, Object> pattern(String repository) {
        var detail = new TreeMap<String, Object>();
        detail.put("action-type", List.of("PUSH", "REPLICATE"));
        detail.put("repository-name", List.of(repository));
        detail.put("result", List.of("SUCCESS"));
        var pattern = new TreeMap<String, Object>();
        pattern.put("source", List.of("aws.ecr"));
        pattern.put("detail-type", List.of("ECR Image Action", "ECR Replication Action"));
        pattern.put("detail", detail);
        return pattern;
    }

    /** A bus of another account is reached with a role, not by a policy of the target alone. */
    private Role role(String bus) {
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put(
                "forward",
                PolicyDocument.Builder.create()
                        .statements(List.of(Allow.on(List.of(bus), "events:PutEvents")))
                        .build());
        return Role.Builder.create(this, "Role")
                .assumedBy(ServicePrincipal.Builder.create("events.amazonaws.com")
                        .conditions(Allow.stringEquals(
                                "aws:SourceAccount", Stack.of(this).getAccount()))
                        .build())
                .inlinePolicies(policies)
                .build();
    }

    private Queue undelivered() {
        var queue = Queue.Builder.create(this, "Undelivered")
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        Acknowledge.finding(queue, "AwsSolutions-SQS3", "It is a dead-letter queue: of the rule beside it.");
        return queue;
    }

    private Alarm alarm(Queue undelivered, String repository, Names controlPlane) {
        return Alarm.Builder.create(this, "Alarm")
                .alarmDescription(
                        "MORNING: Pushes to %s did not reach %s in account %s. docs/runbook.md#pushes-not-forwarded"
                                .formatted(repository, controlPlane.stem(), controlPlane.account()))
                .metric(undelivered.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(1))
                        .build()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    private static void letSend(Queue queue, String rule) {
        var source = new TreeMap<String, Object>();
        source.put("aws:SourceArn", rule);
        var conditions = new TreeMap<String, Object>();
        conditions.put("ArnEquals", source);
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("RuleSends")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(conditions)
                .build());
    }
}
