package slipway.infra.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.agentruntime.RuntimeStatements;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.naming.OwnBusRule;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.publish.Publish;
import slipway.infra.rule.EventRules;
import slipway.infra.smoke.Smoke;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** Desired images in, live images out: the functions around one state machine. */
public final class Rollout extends Construct {
    private static final List<String> DESIRED = List.of("images/*/desired-image");
    private static final List<String> LIVE = List.of("images/*/image-tag", "images/*/live-image");
    private static final List<String> EVERYWHERE = List.of("*");
    private static final String OTHER_STACKS =
            "One segment of the path is the target's name: targets are declared later, by other stacks.";

    private final Deployment deployment;
    private final Names names;
    private final Calls calls;

    public Rollout(Construct scope, Deployment deployment, Smoke smoke) {
        super(scope, "Rollout");
        this.deployment = deployment;
        this.names = deployment.environment().names();
        this.calls = new Calls(deployment);
        var rules = new EventRules(this, deployment);
        rules.toFunction(DefaultBusRule.DESIRED_IMAGE_CHANGED, desiredImageChanged());
        rules.toFunction(DefaultBusRule.ROLLOUT_INTERRUPTED, rolloutInterrupted());
        rules.toFunction(DefaultBusRule.ALARM_STATE_CHANGED, alarmStateChanged());
        rules.toFunction(DefaultBusRule.STACK_UPDATED, stackUpdated());
        rules.toPeople(OwnBusRule.APPROVAL_REQUESTED, deployment.foundation().alarms());
        new RolloutMachine(this, deployment, rollout(), smoke.function());
    }

    private HandlerFunction desiredImageChanged() {
        var allowed = starting(Handler.DESIRED_IMAGE_CHANGED, "GetItem", "PutItem");
        allowed.add(calls.parameters(DESIRED, "GetParameterHistory"));
        // A newer image wakes a rollout that is parked.
        allowed.add(calls.waking());
        var settings = settings();
        settings.put("SLIPWAY_PUBLISHER_ROLES", Publish.roles(deployment));
        var function = new HandlerFunction(this, Handler.DESIRED_IMAGE_CHANGED, deployment, allowed, settings);
        acknowledgeExecutions(function);
        Acknowledge.wildcards(function.policy(), OTHER_STACKS, arns(DESIRED));
        return function;
    }

    private HandlerFunction rolloutInterrupted() {
        var allowed = starting(Handler.ROLLOUT_INTERRUPTED, "GetItem", "PutItem");
        var function = new HandlerFunction(this, Handler.ROLLOUT_INTERRUPTED, deployment, allowed, settings());
        acknowledgeExecutions(function);
        return function;
    }

    private HandlerFunction alarmStateChanged() {
        var allowed = starting(Handler.ALARM_STATE_CHANGED, "GetItem", "PutItem", "Query");
        // An alarm wakes the rollouts that bake under it.
        allowed.add(calls.waking());
        var function = new HandlerFunction(this, Handler.ALARM_STATE_CHANGED, deployment, allowed, settings());
        acknowledgeExecutions(function);
        return function;
    }

    private HandlerFunction stackUpdated() {
        var allowed = starting(Handler.STACK_UPDATED, "GetItem", "PutItem", "Query");
        // A rollout that goes on where a stack has changed its runtime may be parked.
        allowed.add(calls.waking());
        var runtimes = new RuntimeStatements(names);
        allowed.addAll(runtimes.stackUpdated());
        var function = new HandlerFunction(this, Handler.STACK_UPDATED, deployment, allowed, settings());
        acknowledgeExecutions(function);
        runtimes.acknowledge(function.policy());
        runtimes.acknowledgeFinding(function.policy());
        return function;
    }

    private HandlerFunction rollout() {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger("DeleteItem", "GetItem", "PutItem", "Query"));
        allowed.add(calls.ledgerKey());
        allowed.add(calls.parameters(LIVE, "GetParameter", "PutParameter"));
        allowed.add(calls.events());
        allowed.addAll(calls.executions());
        // A newer image may come before the wait for it has begun: then it ends at once.
        allowed.add(calls.waking());
        allowed.add(baking());
        allowed.add(opening());
        var runtimes = new RuntimeStatements(names);
        allowed.addAll(runtimes.rollout());
        var settings = settings();
        settings.put("SLIPWAY_KEY", deployment.foundation().key().getKeyArn());
        var function = new HandlerFunction(this, Handler.ROLLOUT, deployment, allowed, settings);
        acknowledgeExecutions(function);
        Acknowledge.wildcards(function.policy(), OTHER_STACKS, arns(LIVE));
        runtimes.acknowledge(function.policy());
        runtimes.acknowledgeFinding(function.policy());
        Acknowledge.wildcards(
                function.policy(),
                "CloudWatch tells of composite alarms only whom it may tell of all, and has no resource for GetMetricData.",
                EVERYWHERE);
        return function;
    }

    /**
     * Looking at the declared alarms, and at what callers ask of live.
     *
     * <p>Both on everything: an alarm may be a composite one, and DescribeAlarms with any narrower scope leaves those out (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html); GetMetricData has neither a resource nor a condition.
     */
    private static PolicyStatement baking() {
        return Allow.on(EVERYWHERE, "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData");
    }

    /** The key, for the configurations that stacks want live, and nothing else that is sealed with it. */
    private PolicyStatement opening() {
        return Allow.where(
                Allow.stringLike("kms:EncryptionContext:sealed-for", "configuration/*"),
                List.of(deployment.foundation().key().getKeyArn()),
                "kms:Decrypt");
    }

    private List<PolicyStatement> starting(Handler handler, String... ledger) {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger(ledger));
        allowed.add(calls.ledgerKey());
        allowed.add(calls.events());
        allowed.addAll(calls.executions());
        allowed.add(calls.deadLetters(deployment.foundation().queues().deadLettersOf(handler)));
        return allowed;
    }

    private SortedMap<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("SLIPWAY_BUS", deployment.foundation().bus().getEventBusName());
        settings.put("SLIPWAY_STATE_MACHINE", names.stateMachineArn());
        return settings;
    }

    private void acknowledgeExecutions(HandlerFunction function) {
        Acknowledge.wildcards(
                function.policy(),
                "An execution's ARN ends with its name, which a rollout gets when it starts.",
                List.of(names.executionArns()));
    }

    private List<String> arns(List<String> paths) {
        return paths.stream().map(names::parameterArn).toList();
    }
}
