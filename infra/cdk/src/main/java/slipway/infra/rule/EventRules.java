package slipway.infra.rule;

import java.util.List;
import slipway.infra.function.Deployment;
import slipway.infra.function.HandlerFunction;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.naming.OwnBusRule;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Rules on the default bus, and on Slipway's own.
 *
 * <p>An event that its target refuses is tried again for four hours, then lies in a dead-letter queue: late enough to outlast a bad deployment, early enough for its alarm to be of use.
 */
public final class EventRules {
    private static final int RETRY_SECONDS = 4 * 60 * 60;
    private static final int RETRIES = 185;

    private final Construct scope;
    private final Deployment deployment;

    public EventRules(Construct scope, Deployment deployment) {
        this.scope = scope;
        this.deployment = deployment;
    }

    /** Puts the events of {@code rule} into {@code queue}. */
    public void toQueue(DefaultBusRule rule, IQueue queue) {
        rule(rule, queue.getQueueArn());
    }

    /** Hands the events of {@code rule} to the alias of {@code function}, and what that fails on to its dead-letter queue. */
    public void toFunction(DefaultBusRule rule, HandlerFunction function) {
        var resource = rule(rule, function.alias().getFunctionArn());
        function.alias()
                .addPermission(
                        rule.id(),
                        Permission.builder()
                                .principal(new ServicePrincipal("events.amazonaws.com"))
                                .sourceArn(resource.getAttrArn())
                                .build());
        retryAsynchronously(rule.handler(), function);
    }

    /** Tells whoever subscribes to {@code topic} of the events of {@code rule}, in sentences. */
    public void toPeople(OwnBusRule rule, ITopic topic) {
        var names = deployment.environment().names();
        var deadLetters = deployment.foundation().queues().deadLettersOf(rule);
        var target = target("people", topic.getTopicArn(), deadLetters)
                .inputTransformer(Notice.of(rule, names))
                .build();
        rule(rule.id(), rule.suffix(), target)
                .eventBusName(deployment.foundation().bus().getEventBusName())
                .build();
    }

    private CfnRule rule(DefaultBusRule rule, String targetArn) {
        var target = target(rule.handler().suffix(), targetArn, deadLetters(rule.handler()));
        return rule(rule.id(), rule.suffix(), target.build()).build();
    }

    private CfnRule.Builder rule(String id, String suffix, CfnRule.TargetProperty target) {
        var names = deployment.environment().names();
        return CfnRule.Builder.create(scope, id + "Rule")
                .name(names.of(suffix))
                .eventPattern(EventPatterns.of(suffix, names))
                .state("ENABLED")
                .targets(List.of(target));
    }

    private static CfnRule.TargetProperty.Builder target(String id, String arn, IQueue deadLetters) {
        return CfnRule.TargetProperty.builder()
                .id(id)
                .arn(arn)
                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                        .arn(deadLetters.getQueueArn())
                        .build())
                .retryPolicy(CfnRule.RetryPolicyProperty.builder()
                        .maximumEventAgeInSeconds(RETRY_SECONDS)
                        .maximumRetryAttempts(RETRIES)
                        .build());
    }

    /** Settings belong to the alias: set on the function they would miss every call through it. */
    private void retryAsynchronously(Handler handler, HandlerFunction function) {
        var config = CfnEventInvokeConfig.Builder.create(scope, handler.id() + "Retries")
                .functionName(deployment.environment().names().of(handler.suffix()))
                .qualifier(Handler.ALIAS)
                .maximumEventAgeInSeconds(RETRY_SECONDS)
                .maximumRetryAttempts(2)
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(deadLetters(handler).getQueueArn())
                                .build())
                        .build())
                .build();
        config.getNode().addDependency(function.alias());
    }

    private IQueue deadLetters(Handler handler) {
        return deployment.foundation().queues().deadLettersOf(handler);
    }
}
