package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import slipway.local.edge.Place;
import slipway.local.sqs.Message;

/** The event of a batch, and what the function's answer says about it. */
final class QueueEvent {
    private QueueEvent() {}

    static ObjectNode of(List<Message> batch, String queueArn, Place place) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : batch) {
            records.add(message.lambdaRecord()
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queueArn)
                    .put("awsRegion", place.region()));
        }
        return event;
    }

    /** The ids of the messages that stay: all of them, if the function failed or its report makes no sense. */
    static Set<String> failed(List<Message> batch, InvokeResult result, boolean reportsItems) {
        Set<String> all = batch.stream().map(Message::id).collect(Collectors.toSet());
        if (result.functionError() != null) {
            return all;
        }
        JsonNode failures = result.payload().path("batchItemFailures");
        if (!reportsItems || !failures.isArray()) {
            return Set.of();
        }
        Set<String> failed = StreamSupport.stream(failures.spliterator(), false)
                .map(failure -> failure.path("itemIdentifier").asText(""))
                .collect(Collectors.toSet());
        return all.containsAll(failed) ? failed : all;
    }
}
