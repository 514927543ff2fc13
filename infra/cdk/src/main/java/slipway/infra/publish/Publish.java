package slipway.infra.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.infra.function.Calls;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.rule.EventRules;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/** Pushes and declarations in, desired images out. */
public final class Publish extends Construct {
    private static final List<String> DESIRED = List.of("images/*/desired-image");
    private static final List<String> WITHDRAWN =
            List.of("images/*/desired-image", "images/*/image-tag", "images/*/live-image");
    private static final List<String> PUBLISHED = List.of("images/*/desired-image", "images/*/image-tag");

    private final Deployment deployment;
    private final Calls calls;

    public Publish(Construct scope, Deployment deployment) {
        super(scope, "Publish");
        this.deployment = deployment;
        this.calls = new Calls(deployment);
        var rules = new EventRules(this, deployment);
        var queue = deployment.foundation().queues().imagePushed();
        rules.toQueue(DefaultBusRule.IMAGE_PUSHED, queue);
        rules.toQueue(DefaultBusRule.IMAGE_REPLICATED, queue);
        imagePushed();
        rules.toFunction(DefaultBusRule.TARGET_DECLARED, targetDeclared());
    }

    private void imagePushed() {
        var queue = deployment.foundation().queues().imagePushed();
        var allowed = publishing("GetItem", "PutItem", "Query");
        allowed.add(Allow.on(
                List.of(queue.getQueueArn()), "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"));
        var function = new HandlerFunction(this, Handler.IMAGE_PUSHED, deployment, allowed, settings());
        acknowledge(function, PUBLISHED);
        CfnEventSourceMapping.Builder.create(this, "ImagePushedMapping")
                .functionName(function.alias().getFunctionArn())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(10)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .build();
    }

    private HandlerFunction targetDeclared() {
        var allowed = publishing("DeleteItem", "GetItem", "PutItem");
        allowed.add(calls.parameters(List.of("targets/*"), "GetParameter"));
        // What was published of a target goes with its declaration.
        allowed.add(calls.parameters(WITHDRAWN, "DeleteParameter"));
        allowed.add(calls.deadLetters(deployment.foundation().queues().deadLettersOf(Handler.TARGET_DECLARED)));
        var function = new HandlerFunction(this, Handler.TARGET_DECLARED, deployment, allowed, settings());
        var wildcards = new ArrayList<>(WITHDRAWN);
        wildcards.add("targets/*");
        acknowledge(function, wildcards);
        return function;
    }

    private List<PolicyStatement> publishing(String... ledger) {
        var allowed = new ArrayList<PolicyStatement>();
        allowed.add(calls.ledger(ledger));
        allowed.add(calls.ledgerKey());
        allowed.add(calls.parameters(PUBLISHED, "GetParameter", "PutParameter"));
        // Who wrote is asked of the one parameter that people write, too.
        allowed.add(calls.parameters(DESIRED, "GetParameterHistory"));
        allowed.add(calls.events());
        return allowed;
    }

    private SortedMap<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("SLIPWAY_BUS", deployment.foundation().bus().getEventBusName());
        settings.put("SLIPWAY_PUBLISHER_ROLES", roles(deployment));
        return settings;
    }

    /** Names of the roles whose writes of a desired image are Slipway's own, and so no pin. */
    public static String roles(Deployment deployment) {
        var names = deployment.environment().names();
        return Stream.of(Handler.IMAGE_PUSHED, Handler.TARGET_DECLARED, Handler.OPERATOR, Handler.DRIFT_CHECK)
                .map(handler -> handler.roleName(names))
                .collect(Collectors.joining(","));
    }

    private void acknowledge(HandlerFunction function, List<String> paths) {
        var names = deployment.environment().names();
        Acknowledge.wildcards(
                function.policy(),
                "One segment of the path is the target's name: targets are declared later, by other stacks.",
                paths.stream().map(names::parameterArn).toList());
    }
}
