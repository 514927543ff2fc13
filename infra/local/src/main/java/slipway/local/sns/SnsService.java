package slipway.local.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;
import slipway.local.wire.Xml;

/** SNS's API. */
public final class SnsService extends QueryService {
    private static final int LARGEST = 256 * 1024;
    private static final int LONGEST_SUBJECT = 100;
    private static final int MOST_ENTRIES = 10;

    private final Topics topics;
    private final Map<String, Operation> operations = new TreeMap<>();

    /** @param policies takes the ARN of a topic and the policy document that replaces its former one */
    public SnsService(Topics topics, Place place, BiConsumer<String, JsonNode> policies) {
        this.topics = topics;
        operations.putAll(new TopicReads(topics).operations());
        operations.putAll(new TopicOperations(topics, place, policies).operations());
        operations.putAll(new SubscriptionOperations(topics).operations());
        operations.putAll(Map.of("Publish", this::publish, "PublishBatch", this::publishBatch));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sns");
    }

    @Override
    protected String namespace() {
        return "http://sns.amazonaws.com/doc/2010-03-31/";
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    private String publish(Call call, Map<String, String> form) {
        return new Xml().text("MessageId", published(call, form, "")).toString();
    }

    /** @param entry what the names of this message's members begin with */
    private String published(Call call, Map<String, String> form, String entry) {
        String topic = form.getOrDefault("TopicArn", "");
        call.authorize("sns:Publish", topic);
        String subject = form.getOrDefault(entry + "Subject", "");
        String message = form.getOrDefault(entry + "Message", "");
        if (message.isEmpty()) {
            throw TopicOperations.invalid("Empty message");
        }
        if (message.getBytes(UTF_8).length > LARGEST) {
            throw TopicOperations.invalid("Message too long");
        }
        if (subject.length() > LONGEST_SUBJECT || subject.contains("\n")) {
            throw TopicOperations.invalid("Subject");
        }
        return topics.publish(topic, subject, message, call.caller());
    }

    private String publishBatch(Call call, Map<String, String> form) {
        List<Xml> successful = new ArrayList<>();
        for (int index = 1; ; index++) {
            String entry = "PublishBatchRequestEntries.member." + index + ".";
            String id = form.get(entry + "Id");
            if (id == null) {
                break;
            }
            if (index > MOST_ENTRIES) {
                throw new AwsError(
                        400,
                        "TooManyEntriesInBatchRequest",
                        "The batch request contains more entries than permissible.");
            }
            successful.add(new Xml().text("Id", id).text("MessageId", published(call, form, entry)));
        }
        if (successful.isEmpty()) {
            throw new AwsError(400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        return new Xml()
                .members("Successful", successful)
                .members("Failed", List.of())
                .toString();
    }
}
