package slipway.infra.drift;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Begins a sweep over all targets every so often.
 *
 * <p>Scheduler calls in a role of the schedule's own, which it assumes for the schedule's group
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
final class SweepSchedule extends Construct {
    /** Scheduler knows the time, and the function has no clock of its own. */
    private static final String INPUT = "{\"schema\":1,\"now\":\"<aws.scheduler.scheduled-time>\"}";

    private static final String GROUP = "default";

    /** @param every whole minutes, at least one */
    SweepSchedule(Construct scope, Names names, Duration every, HandlerFunction function, IQueue deadLetters) {
        super(scope, "Schedule");
        var role = role(names, function, deadLetters);
        CfnSchedule.Builder.create(this, "Sweep")
                .name(names.of(Handler.DRIFT_CHECK.suffix()))
                .groupName(GROUP)
                .description("Compares every target's desired, live and observed state.")
                .scheduleExpression(rate(every.toMinutes()))
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .state("ENABLED")
                .target(CfnSchedule.TargetProperty.builder()
                        .arn(function.alias().getFunctionArn())
                        .roleArn(role.getRoleArn())
                        .input(INPUT)
                        .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(Drift.LATEST.toSeconds())
                                .maximumRetryAttempts(Drift.RETRIES)
                                .build())
                        .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                .arn(deadLetters.getQueueArn())
                                .build())
                        .build())
                .build();
    }

    private static String rate(long minutes) {
        return "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
    }

    private Role role(Names names, HandlerFunction function, IQueue deadLetters) {
        var policies = new TreeMap<String, PolicyDocument>();
        policies.put(
                "calls",
                PolicyDocument.Builder.create()
                        .statements(List.of(
                                Allow.on(List.of(function.alias().getFunctionArn()), "lambda:InvokeFunction"),
                                Allow.on(List.of(deadLetters.getQueueArn()), "sqs:SendMessage")))
                        .build());
        return Role.Builder.create(this, "Role")
                .roleName(names.of(Handler.DRIFT_CHECK.suffix() + "-schedule"))
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(forTheGroup(names))
                        .build())
                .inlinePolicies(policies)
                .build();
    }

    private static SortedMap<String, SortedMap<String, String>> forTheGroup(Names names) {
        var values = new TreeMap<String, String>();
        values.put("aws:SourceAccount", names.account());
        values.put("aws:SourceArn", names.arn("scheduler", "schedule-group/" + GROUP));
        var conditions = new TreeMap<String, SortedMap<String, String>>();
        conditions.put("StringEquals", values);
        return conditions;
    }
}
