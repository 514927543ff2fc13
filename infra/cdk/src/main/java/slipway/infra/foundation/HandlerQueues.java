package slipway.infra.foundation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.naming.OwnBusRule;
import slipway.infra.policy.Acknowledge;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The queue that pushes wait in, and what is kept of the rest: for every handler of events what it could not handle, for every rule of Slipway's bus what did not reach people. */
public final class HandlerQueues extends Construct {
    private static final Duration LONGEST_RETENTION = Duration.days(14);

    private final Names names;
    private final Map<Handler, Queue> deadLetters = new EnumMap<>(Handler.class);
    private final Map<OwnBusRule, Queue> undelivered = new EnumMap<>(OwnBusRule.class);
    private final Queue imagePushed;

    HandlerQueues(Construct scope, Names names) {
        super(scope, "Queues");
        this.names = names;
        for (var handler : DefaultBusRule.handlers()) {
            var queue = deadLetters(handler.id(), handler.suffix());
            letRulesSend(queue, handler);
            deadLetters.put(handler, queue);
        }
        for (var rule : OwnBusRule.values()) {
            var queue = deadLetters(rule.id(), rule.suffix());
            letRulesSend(queue, List.of(names.ruleArn(rule)));
            undelivered.put(rule, queue);
        }
        this.imagePushed = newImagePushed();
        letRulesSend(imagePushed, Handler.IMAGE_PUSHED);
    }

    /** Where pushes wait until they are handled. */
    public Queue imagePushed() {
        return imagePushed;
    }

    /** What {@code handler} could not handle. */
    public Queue deadLettersOf(Handler handler) {
        var queue = deadLetters.get(handler);
        if (queue == null) {
            throw new IllegalArgumentException(handler + " is called by the state machine: it has no dead letters");
        }
        return queue;
    }

    /** What {@code rule} could not deliver. */
    public Queue deadLettersOf(OwnBusRule rule) {
        return Objects.requireNonNull(undelivered.get(rule), rule.suffix());
    }

    private Queue deadLetters(String id, String suffix) {
        var queue = Queue.Builder.create(this, id + "DeadLetters")
                .queueName(names.deadLetters(suffix))
                .enforceSsl(true)
                .retentionPeriod(LONGEST_RETENTION)
                .build();
        Acknowledge.finding(
                queue, "AwsSolutions-SQS3", "It is a dead-letter queue: of a rule, and mostly of its function, too.");
        return queue;
    }

    private Queue newImagePushed() {
        return Queue.Builder.create(this, Handler.IMAGE_PUSHED.id())
                .queueName(names.of(Handler.IMAGE_PUSHED.suffix()))
                .enforceSsl(true)
                .retentionPeriod(LONGEST_RETENTION)
                // Lambda asks for six times the function's time-out.
                .visibilityTimeout(
                        Duration.seconds(6 * Handler.IMAGE_PUSHED.timeout().toSeconds()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLettersOf(Handler.IMAGE_PUSHED))
                        .maxReceiveCount(5)
                        .build())
                .build();
    }

    /** The rules stand in the functions' stack: they are named, not referred to, or the stacks would wait for each other. */
    private void letRulesSend(Queue queue, Handler handler) {
        letRulesSend(
                queue,
                DefaultBusRule.of(handler).stream()
                        .map(rule -> names.ruleArn(rule.suffix()))
                        .toList());
    }

    private static void letRulesSend(Queue queue, List<String> rules) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("RulesSend")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(arnEquals(rules))
                .build());
    }

    private static Map<String, Map<String, List<String>>> arnEquals(List<String> rules) {
        var source = new TreeMap<String, List<String>>();
        source.put("aws:SourceArn", rules);
        var conditions = new TreeMap<String, Map<String, List<String>>>();
        conditions.put("ArnEquals", source);
        return conditions;
    }
}
