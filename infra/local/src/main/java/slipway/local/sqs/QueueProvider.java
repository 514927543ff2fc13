package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Statements;

/** Makes standard queues and hands their policies' statements on. */
public final class QueueProvider implements ResourceProvider {
    private static final String POLICY = "AWS::SQS::QueuePolicy";

    private final Queues queues;
    private final SqsService service;
    private final Statements policies;

    /** @param policies takes a queue's ARN and one statement of its resource policy */
    public QueueProvider(Queues queues, SqsService service, Statements policies) {
        this.queues = queues;
        this.service = service;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::SQS::Queue", POLICY);
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(POLICY) ? policy(wanted) : queue(wanted);
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.type().equals(POLICY)) {
            delete(before, made);
            return policy(wanted);
        }
        if (wanted.differsIn("QueueName", before)) {
            return queue(wanted);
        }
        QueueSettings settings = settings(wanted);
        queues.queue(settings.name()).settings(settings);
        return made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        if (was.type().equals(POLICY)) {
            eachStatement(new Properties(was), policies::revoke);
        } else if (queues.names().anyMatch(name -> name.equals(made.attributes().get("QueueName")))) {
            queues.deleteQueue(String.valueOf(made.attributes().get("Arn")));
        }
    }

    private Made queue(Wanted wanted) {
        QueueSettings settings = settings(wanted);
        String arn = queues.create(settings);
        String url = service.url(settings.name());
        return new Made(url, Map.of("Arn", arn, "QueueName", settings.name(), "QueueUrl", url));
    }

    private static QueueSettings settings(Wanted wanted) {
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
        return settings;
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
        eachStatement(properties, policies::allow);
        properties.refuseOthers();
        return new Made(wanted.stack() + "-" + wanted.logicalId(), Map.of());
    }

    private void eachStatement(Properties properties, BiConsumer<String, JsonNode> what) {
        JsonNode statements =
                properties.object("PolicyDocument").value("Statement").orElseThrow();
        for (String url : properties.texts("Queues")) {
            String arn = queues.arn(url.substring(url.lastIndexOf('/') + 1));
            statements.forEach(statement -> what.accept(arn, statement));
        }
    }
}
