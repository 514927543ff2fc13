package slipway.local.sqs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a receiver sees it. Times are scaled.
 *
 * @param attributes the sender's message attributes, as the API writes them
 * @param receipt the handle of this very receive
 * @param deadLetterSource the queue that a dead letter comes from; null for every other message
 */
public record Message(
        String id,
        String body,
        ObjectNode attributes,
        String senderId,
        Instant sent,
        @Nullable Instant firstReceived,
        int receiveCount,
        String receipt,
        @Nullable String deadLetterSource) {

    static Message of(String id, String body, ObjectNode attributes, String senderId, Instant sent) {
        return new Message(id, body, attributes, senderId, sent, null, 0, "", null);
    }

    Message received(Instant now, String newReceipt) {
        Instant first = firstReceived == null ? now : firstReceived;
        return new Message(id, body, attributes, senderId, sent, first, receiveCount + 1, newReceipt, deadLetterSource);
    }

    /** The same in a dead-letter queue, or back from there where the source is null. */
    Message from(@Nullable String source) {
        return new Message(id, body, attributes, senderId, sent, firstReceived, receiveCount, "", source);
    }

    /** The same as if it were sent now. */
    Message anew(Instant now) {
        return of(id, body, attributes, senderId, now);
    }

    /** The record of this message in a function's event, without what the event source adds. */
    public ObjectNode lambdaRecord() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("messageId", id)
                .put("receiptHandle", receipt)
                .put("body", body)
                .put("md5OfBody", Md5.of(body));
        json.set("attributes", MessageJson.systemAttributes(this));
        json.set("messageAttributes", MessageJson.lambdaAttributes(attributes));
        return json;
    }
}
