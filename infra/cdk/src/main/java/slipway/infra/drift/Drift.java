package slipway.infra.drift;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.agentruntime.RuntimeStatements;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.naming.OwnBusRule;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.publish.Publish;
import slipway.infra.rule.EventRules;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Compares what should be with what is, by the clock and on demand, and tells people what it does not put right itself. */
public final class Drift extends Construct {
    /** What this sweep did not see the next one does. */
    static final Duration LATEST = Duration.ofMinutes(15);

    static final int RETRIES = 2;

    private static final List<String> EVERYWHERE = List.of("*");
    private static final List<String> DECLARED = List.of("targets/*");
    private static final List<String> DESIRED = List.of("images/*/desired-image");
    private static final List<String> PUBLISHED =
            List.of("images/*/desired-image", "images/*/image-tag", "images/*/live-image");

    private final Deployment deployment;
    private final Names names;
    private final Calls calls;

    public Drift(Construct scope, Deployment deployment) {
        super(scope, "Drift");
        this.deployment = deployment;
        this.names = deployment.environment().names();
        this.calls = new Calls(deployment);
        var deadLetters = deadLetters();
        var function = function(deadLetters);
        retryAsynchronously(function, deadLetters);
        var every = deployment.environment().driftCheck();
        if (!every.isZero()) {
            new SweepSchedule(this, names, every, function, deadLetters);
        }
        new EventRules(this, deployment)
                .toPeople(OwnBusRule.DRIFT_FOUND, deployment.foundation().alarms());
    }

    private Queue deadLetters() {
        var queue = Queue.Builder.create(this, "DeadLetters")
                .queueName(names.deadLetters(Handler.DRIFT_CHECK.suffix()))
                .enforceSsl(true)
                .retentionPeriod(software.amazon.awscdk.Duration.days(14))
                .build();
        Acknowledge.finding(
                queue, "AwsSolutions-SQS3", "It is a dead-letter queue: of the schedule, and of its function, too.");
        return queue;
    }

    private HandlerFunction function(Queue deadLetters) {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger("DeleteItem", "GetItem", "PutItem", "Query"));
        allowed.add(calls.ledgerKey());
        allowed.addAll(parameters());
        allowed.add(calls.events());
        allowed.addAll(calls.executions());
        allowed.add(calls.waking());
        allowed.add(Allow.on(List.of(names.stateMachineArn()), "states:ListExecutions"));
        allowed.add(Allow.on(EVERYWHERE, "cloudwatch:GetMetricData"));
        allowed.add(calls.deadLetters(deadLetters));
        var runtimes = new RuntimeStatements(names);
        allowed.addAll(runtimes.driftCheck());
        var function = new HandlerFunction(this, Handler.DRIFT_CHECK, deployment, allowed, settings());
        runtimes.acknowledge(function.policy());
        acknowledge(function);
        return function;
    }

    /** What is declared and published, looked at in batches; a heal publishes, and withdraws what a declaration that is gone left behind. */
    private List<PolicyStatement> parameters() {
        return List.of(
                calls.parameters(List.of("targets"), "GetParametersByPath"),
                calls.parameters(DECLARED, "GetParameter", "GetParameters"),
                calls.parameters(PUBLISHED, "DeleteParameter", "GetParameter", "GetParameters", "PutParameter"),
                calls.parameters(DESIRED, "GetParameterHistory"));
    }

    private SortedMap<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("SLIPWAY_BUS", deployment.foundation().bus().getEventBusName());
        settings.put("SLIPWAY_PUBLISHER_ROLES", Publish.roles(deployment));
        settings.put("SLIPWAY_STATE_MACHINE", names.stateMachineArn());
        return settings;
    }

    private void acknowledge(HandlerFunction function) {
        var paths = new ArrayList<>(PUBLISHED);
        paths.addAll(DECLARED);
        Acknowledge.wildcards(
                function.policy(),
                "One segment of the path is the target's name: targets are declared later, by other stacks.",
                paths.stream().map(names::parameterArn).toList());
        Acknowledge.wildcards(
                function.policy(),
                "An execution's ARN ends with its name, which a rollout gets when it starts.",
                List.of(names.executionArns()));
        Acknowledge.wildcards(
                function.policy(),
                "ListAgentRuntimes finds the id behind a declared name, and GetMetricData has no resource: AWS has nothing narrower for either.",
                EVERYWHERE);
    }

    /** Scheduler and the operator call it asynchronously: what it fails on comes from Lambda. */
    private void retryAsynchronously(HandlerFunction function, Queue deadLetters) {
        var config = CfnEventInvokeConfig.Builder.create(this, Handler.DRIFT_CHECK.id() + "Retries")
                .functionName(names.of(Handler.DRIFT_CHECK.suffix()))
                .qualifier(Handler.ALIAS)
                .maximumEventAgeInSeconds((int) LATEST.toSeconds())
                .maximumRetryAttempts(RETRIES)
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(deadLetters.getQueueArn())
                                .build())
                        .build())
                .build();
        config.getNode().addDependency(function.alias());
    }
}
