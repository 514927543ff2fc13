package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/**
 * A queue's attributes as the API reads and shows them: all of them texts.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">
 *     their ranges</a>
 */
final class QueueAttributes {
    private static final String REDRIVE = "RedrivePolicy";
    /** What one machine need not do: messages are not at rest here. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "RedriveAllowPolicy");

    private static final Map<String, int[]> RANGES = Map.of(
            "DelaySeconds", new int[] {0, 900},
            "MaximumMessageSize", new int[] {1024, QueueSettings.MEGABYTE},
            "MessageRetentionPeriod", new int[] {60, 1_209_600},
            "ReceiveMessageWaitTimeSeconds", new int[] {0, 20},
            "VisibilityTimeout", new int[] {0, 43_200});

    private final JsonNode given;

    private QueueAttributes(JsonNode given) {
        this.given = given;
    }

    /**
     * What was there, changed where the attributes say so.
     *
     * @throws AwsError naming the attribute that SQS refuses or that is not known here
     */
    static QueueSettings read(JsonNode attributes, QueueSettings before) {
        attributes.fieldNames().forEachRemaining(QueueAttributes::requireKnown);
        QueueAttributes read = new QueueAttributes(attributes);
        return new QueueSettings(
                before.name(),
                read.seconds("VisibilityTimeout", before.visibility()),
                read.seconds("MessageRetentionPeriod", before.retention()),
                read.seconds("ReceiveMessageWaitTimeSeconds", before.poll()),
                attributes.has(REDRIVE) ? redrive(attributes.path(REDRIVE).asText()) : before.redrive(),
                read.seconds("DelaySeconds", before.delay()),
                read.number("MaximumMessageSize", before.largest()));
    }

    private static void requireKnown(String name) {
        if (name.startsWith("Fifo") || name.equals("ContentBasedDeduplication")) {
            throw new AwsError(400, "UnsupportedOperation", "The local sqs has standard queues only, not " + name);
        }
        if (!RANGES.containsKey(name) && !WITHOUT_EFFECT.contains(name) && !name.equals(REDRIVE)) {
            throw new AwsError(400, "InvalidAttributeName", "Unknown Attribute " + name + ".");
        }
    }

    private Duration seconds(String name, Duration before) {
        return Duration.ofSeconds(number(name, (int) before.toSeconds()));
    }

    private int number(String name, int before) {
        String text = given.path(name).asText(String.valueOf(before));
        int[] range = RANGES.getOrDefault(name, new int[2]);
        int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (value < range[0] || value > range[1]) {
            throw invalid(name);
        }
        return value;
    }

    private static QueueSettings.@Nullable Redrive redrive(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            JsonNode policy = Json.read(text);
            String arn = policy.path("deadLetterTargetArn").asText();
            int count = policy.path("maxReceiveCount").asInt();
            if (arn.startsWith("arn:") && count >= 1 && count <= 1000) {
                return new QueueSettings.Redrive(arn, count);
            }
            throw invalid(REDRIVE);
        } catch (IllegalArgumentException e) {
            throw invalid(REDRIVE);
        }
    }

    private static AwsError invalid(String name) {
        return new AwsError(400, "InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }

    /**
     * What the names ask for.
     *
     * @param names {@code All}, or single ones
     */
    static ObjectNode shown(String arn, Queue queue, Set<String> names) {
        Map<String, String> all = all(arn, queue);
        names.stream()
                .filter(name -> !name.equals("All") && !all.containsKey(name))
                .filter(name -> !WITHOUT_EFFECT.contains(name) && !name.equals(REDRIVE) && !name.equals("Policy"))
                .findFirst()
                .ifPresent(QueueAttributes::requireKnown);
        ObjectNode shown = Json.object();
        all.forEach((name, value) -> {
            if (names.contains("All") || names.contains(name)) {
                shown.put(name, value);
            }
        });
        return shown;
    }

    private static Map<String, String> all(String arn, Queue queue) {
        QueueSettings settings = queue.settings();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("QueueArn", arn);
        all.put("ApproximateNumberOfMessages", String.valueOf(queue.visibleCount()));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(queue.invisibleCount()));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(queue.delayedCount()));
        all.put("CreatedTimestamp", String.valueOf(queue.created().getEpochSecond()));
        all.put("LastModifiedTimestamp", String.valueOf(queue.modified().getEpochSecond()));
        all.put("VisibilityTimeout", seconds(settings.visibility()));
        all.put("MaximumMessageSize", String.valueOf(settings.largest()));
        all.put("MessageRetentionPeriod", seconds(settings.retention()));
        all.put("DelaySeconds", seconds(settings.delay()));
        all.put("ReceiveMessageWaitTimeSeconds", seconds(settings.poll()));
        all.put("SqsManagedSseEnabled", "true");
        QueueSettings.Redrive redrive = settings.redrive();
        if (redrive != null) {
            all.put(
                    REDRIVE,
                    Json.write(Json.object()
                            .put("deadLetterTargetArn", redrive.deadLetterArn())
                            .put("maxReceiveCount", redrive.maxReceiveCount())));
        }
        return all;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toSeconds());
    }
}
