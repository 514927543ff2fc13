package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;

/** Makes standard queues and hands their policies' statements on. */
public final class QueueProvider implements ResourceProvider {
    private final Queues queues;
    private final SqsService service;
    private final BiConsumer<String, ObjectNode> policies;

    /** @param policies takes a queue's ARN and one statement of its resource policy */
    public QueueProvider(Queues queues, SqsService service, BiConsumer<String, ObjectNode> policies) {
        this.queues = queues;
        this.service = service;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::SQS::Queue", "AWS::SQS::QueuePolicy");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals("AWS::SQS::Queue") ? queue(wanted) : policy(wanted);
    }

    private Made queue(Wanted wanted) {
        Properties properties = new Properties(wanted);
        if (properties.flag("FifoQueue", false)) {
            throw properties.problem("FifoQueue", "is true: the local cloud has standard queues only");
        }
        QueueSettings settings = new QueueSettings(
                properties.optional("QueueName").orElse(wanted.stack() + "-" + wanted.logicalId()),
                Duration.ofSeconds(properties.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(properties.number("MessageRetentionPeriod", 345_600)),
                Duration.ofSeconds(properties.number("ReceiveMessageWaitTimeSeconds", 0)),
                redrive(properties),
                Duration.ofSeconds(properties.number("DelaySeconds", 0)),
                properties.number("MaximumMessageSize", QueueSettings.MEGABYTE));
        // Encryption and tags do not show on one machine, and any queue may be a dead-letter queue.
        properties
                .withoutEffect("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "Tags")
                .withoutEffect("RedriveAllowPolicy")
                .refuseOthers();
        String arn = queues.create(settings);
        String url = service.url(settings.name());
        return new Made(url, Map.of("Arn", arn, "QueueName", settings.name(), "QueueUrl", url));
    }

    private static QueueSettings.@Nullable Redrive redrive(Properties properties) {
        if (properties.value("RedrivePolicy").isEmpty()) {
            return null;
        }
        Properties redrive = properties.object("RedrivePolicy");
        QueueSettings.Redrive read =
                new QueueSettings.Redrive(redrive.text("deadLetterTargetArn"), redrive.number("maxReceiveCount", 10));
        redrive.refuseOthers();
        return read;
    }

    private Made policy(Wanted wanted) {
        Properties properties = new Properties(wanted);
        JsonNode statements =
                properties.object("PolicyDocument").value("Statement").orElseThrow();
        for (String url : properties.texts("Queues")) {
            String arn = queues.arn(url.substring(url.lastIndexOf('/') + 1));
            StreamSupport.stream(statements.spliterator(), false)
                    .forEach(statement -> policies.accept(arn, (ObjectNode) statement));
        }
        properties.refuseOthers();
        return new Made(wanted.stack() + "-" + wanted.logicalId(), Map.of());
    }
}
