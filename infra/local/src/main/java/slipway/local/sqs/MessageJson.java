package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages and queues as the API shows them. Every system attribute is given, asked for or not. */
final class MessageJson {
    private MessageJson() {}

    static ObjectNode received(Message message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", message.id())
                .put("ReceiptHandle", message.receipt())
                .put("Body", message.body())
                .put("MD5OfBody", Md5.of(message.body()));
        json.set("Attributes", systemAttributes(message));
        if (!message.attributes().isEmpty()) {
            json.set("MessageAttributes", message.attributes());
            json.put("MD5OfMessageAttributes", Md5.ofAttributes(message.attributes()));
        }
        return json;
    }

    /** What both a receive and the event of a function carry. */
    static ObjectNode systemAttributes(Message message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ApproximateReceiveCount", String.valueOf(message.receiveCount()))
                .put("SentTimestamp", millis(message.sent()))
                .put("SenderId", message.senderId())
                .put("ApproximateFirstReceiveTimestamp", millis(message.firstReceived()));
    }

    /** The same attributes as the API's, in the spelling of a function's event. */
    static ObjectNode lambdaAttributes(ObjectNode attributes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            ObjectNode value = json.putObject(attribute.getKey());
            for (Map.Entry<String, JsonNode> member : attribute.getValue().properties()) {
                String name = member.getKey();
                value.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), member.getValue());
            }
        }
        return json;
    }

    static ObjectNode attributes(String arn, Queue queue) {
        QueueSettings settings = queue.settings();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("QueueArn", arn)
                .put("ApproximateNumberOfMessages", String.valueOf(queue.visibleCount()))
                .put("ApproximateNumberOfMessagesNotVisible", String.valueOf(queue.invisibleCount()))
                .put("ApproximateNumberOfMessagesDelayed", "0")
                .put("VisibilityTimeout", String.valueOf(settings.visibility().toSeconds()))
                .put(
                        "MessageRetentionPeriod",
                        String.valueOf(settings.retention().toSeconds()));
        QueueSettings.Redrive redrive = settings.redrive();
        if (redrive != null) {
            json.put("RedrivePolicy", redrivePolicy(redrive));
        }
        return json;
    }

    private static String redrivePolicy(QueueSettings.Redrive redrive) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("deadLetterTargetArn", redrive.deadLetterArn())
                .put("maxReceiveCount", redrive.maxReceiveCount())
                .toString();
    }

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : String.valueOf(instant.toEpochMilli());
    }
}
