package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages as the API shows them. */
final class MessageJson {
    private static final Set<String> EVERY = Set.of("All", ".*");

    private MessageJson() {}

    /** With the attributes that were asked for. */
    static ObjectNode received(Message message, List<String> systemAttributes, List<String> attributes) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", message.id())
                .put("ReceiptHandle", message.receipt())
                .put("Body", message.body())
                .put("MD5OfBody", Md5.of(message.body()));
        ObjectNode system = wanted(systemAttributes(message), systemAttributes);
        if (!system.isEmpty()) {
            json.set("Attributes", system);
        }
        ObjectNode own = wanted(message.attributes(), attributes);
        if (!own.isEmpty()) {
            json.set("MessageAttributes", own);
            json.put("MD5OfMessageAttributes", Md5.ofAttributes(own));
        }
        return json;
    }

    private static ObjectNode wanted(ObjectNode all, List<String> names) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> one : all.properties()) {
            if (names.stream().anyMatch(name -> asksFor(name, one.getKey()))) {
                wanted.set(one.getKey(), one.getValue());
            }
        }
        return wanted;
    }

    private static boolean asksFor(String name, String attribute) {
        return EVERY.contains(name)
                || name.equals(attribute)
                || (name.endsWith(".*") && attribute.startsWith(name.substring(0, name.length() - 2)));
    }

    /** What both a receive and the event of a function carry. */
    static ObjectNode systemAttributes(Message message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("ApproximateReceiveCount", String.valueOf(message.receiveCount()))
                .put("SentTimestamp", millis(message.sent()))
                .put("SenderId", message.senderId())
                .put("ApproximateFirstReceiveTimestamp", millis(message.firstReceived()));
        String source = message.deadLetterSource();
        return source == null ? json : json.put("DeadLetterQueueSourceArn", source);
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

    private static String millis(@Nullable Instant instant) {
        return instant == null ? "" : String.valueOf(instant.toEpochMilli());
    }
}
