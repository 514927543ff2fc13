package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;

/** SQS over the JSON protocol. */
public final class SqsService extends JsonService {
    private static final String QUERY_PREFIX = "AWS.SimpleQueueService.";
    private static final Map<String, String> QUERY_CODES = Map.of(
            "QueueDoesNotExist", QUERY_PREFIX + "NonExistentQueue",
            "QueueNameExists", "QueueAlreadyExists",
            "BatchEntryIdsNotDistinct", QUERY_PREFIX + "BatchEntryIdsNotDistinct",
            "BatchRequestTooLong", QUERY_PREFIX + "BatchRequestTooLong",
            "EmptyBatchRequest", QUERY_PREFIX + "EmptyBatchRequest",
            "InvalidBatchEntryId", QUERY_PREFIX + "InvalidBatchEntryId",
            "MessageNotInflight", QUERY_PREFIX + "MessageNotInflight",
            "PurgeQueueInProgress", QUERY_PREFIX + "PurgeQueueInProgress",
            "TooManyEntriesInBatchRequest", QUERY_PREFIX + "TooManyEntriesInBatchRequest",
            "UnsupportedOperation", QUERY_PREFIX + "UnsupportedOperation");

    private static final int LONGEST_VISIBILITY = 43_200;
    private static final int LONGEST_DELAY = 900;

    private final Place place;
    private final Supplier<String> endpoint;
    private final Queues queues;
    private final Map<String, Operation> operations = new TreeMap<>();

    /** @param endpoint the edge's URL, from which queue URLs are made; asked for when it is needed */
    public SqsService(Place place, Supplier<String> endpoint, Queues queues) {
        this.place = place;
        this.endpoint = endpoint;
        this.queues = queues;
        operations.putAll(new QueueOperations(queues, this::url).operations());
        operations.putAll(new MoveOperations(queues).operations());
        operations.putAll(Map.of(
                "SendMessage", this::send,
                "SendMessageBatch", this::sendBatch,
                "ReceiveMessage", this::receive,
                "DeleteMessage", (call, input) -> one(call, input, "sqs:DeleteMessage", this::deleteOne),
                "DeleteMessageBatch", (call, input) -> batch(call, input, "sqs:DeleteMessage", this::deleteOne),
                "ChangeMessageVisibility",
                        (call, input) -> one(call, input, "sqs:ChangeMessageVisibility", this::changeOne),
                "ChangeMessageVisibilityBatch",
                        (call, input) -> batch(call, input, "sqs:ChangeMessageVisibility", this::changeOne)));
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sqs");
    }

    /** What {@code Ref} gives for a queue, and what every operation takes. */
    public String url(String name) {
        return "%s/%s/%s".formatted(endpoint.get(), place.account(), name);
    }

    @Override
    protected String queryCode(String code) {
        return QUERY_CODES.getOrDefault(code, code);
    }

    @Override
    protected Map<String, Operation> operations() {
        return operations;
    }

    private record Entry(Call call, String arn, ObjectNode input) {}

    private JsonNode one(Call call, ObjectNode input, String action, Function<Entry, ObjectNode> it) {
        return it.apply(new Entry(call, allowed(queues, call, input, action), input));
    }

    private JsonNode send(Call call, ObjectNode input) {
        return one(call, input, "sqs:SendMessage", this::sendOne);
    }

    private JsonNode sendBatch(Call call, ObjectNode input) {
        int bytes = 0;
        for (JsonNode entry : input.path("Entries")) {
            bytes += MessageRules.size(entry.path("MessageBody").asText(), attributes(entry));
        }
        MessageRules.batchSize(bytes);
        return batch(call, input, "sqs:SendMessage", this::sendOne);
    }

    private ObjectNode sendOne(Entry entry) {
        ObjectNode input = entry.input();
        String body = text(input, "MessageBody");
        ObjectNode attributes = attributes(input);
        QueueSettings settings = queues.queue(entry.arn()).settings();
        MessageRules.message(body, attributes, settings.largest());
        int usual = (int) settings.delay().toSeconds();
        Duration delay = Duration.ofSeconds(MessageRules.number(input, "DelaySeconds", usual, 0, LONGEST_DELAY));
        Message sent =
                queues.put(entry.arn(), body, attributes, delay, entry.call().caller());
        ObjectNode answer = JSON.createObjectNode().put("MessageId", sent.id()).put("MD5OfMessageBody", Md5.of(body));
        return attributes.isEmpty() ? answer : answer.put("MD5OfMessageAttributes", Md5.ofAttributes(attributes));
    }

    private static ObjectNode attributes(JsonNode input) {
        return input.get("MessageAttributes") instanceof ObjectNode given ? given : JSON.createObjectNode();
    }

    private ObjectNode deleteOne(Entry entry) {
        queues.delete(entry.arn(), receipt(entry.input()));
        return JSON.createObjectNode();
    }

    private ObjectNode changeOne(Entry entry) {
        String receipt = receipt(entry.input());
        int seconds = MessageRules.number(entry.input(), "VisibilityTimeout", -1, 0, LONGEST_VISIBILITY);
        if (!queues.queue(entry.arn()).has(receipt)) {
            throw MessageRules.invalid(
                    "Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
                            .formatted(receipt));
        }
        if (!queues.changeVisibility(entry.arn(), receipt, Duration.ofSeconds(seconds))) {
            throw new AwsError(400, "MessageNotInflight", "The message referred to isn't in flight.");
        }
        return JSON.createObjectNode();
    }

    /** What was wrong with an entry is told beside it; the others go on. */
    private JsonNode batch(Call call, ObjectNode input, String action, Function<Entry, ObjectNode> each) {
        String arn = allowed(queues, call, input, action);
        MessageRules.batch(input.path("Entries"));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (JsonNode entry : input.path("Entries")) {
            String id = text((ObjectNode) entry, "Id");
            try {
                successful.add(
                        each.apply(new Entry(call, arn, (ObjectNode) entry)).put("Id", id));
            } catch (AwsError e) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", e.code())
                        .put("Message", e.text());
            }
        }
        return answer;
    }

    private JsonNode receive(Call call, ObjectNode input) {
        String arn = allowed(queues, call, input, "sqs:ReceiveMessage");
        QueueSettings settings = queues.queue(arn).settings();
        int usual = (int) settings.visibility().toSeconds();
        int visibility = MessageRules.number(input, "VisibilityTimeout", usual, 0, LONGEST_VISIBILITY);
        int wait = MessageRules.number(
                input, "WaitTimeSeconds", (int) settings.poll().toSeconds(), 0, 20);
        int most = MessageRules.number(input, "MaxNumberOfMessages", 1, 1, 10);
        List<String> system = Stream.concat(texts(input, "MessageSystemAttributeNames"), texts(input, "AttributeNames"))
                .toList();
        List<String> own = texts(input, "MessageAttributeNames").toList();
        ObjectNode answer = JSON.createObjectNode();
        try {
            var taken = queues.receive(arn, most, Duration.ofSeconds(wait), Duration.ofSeconds(visibility), false);
            if (!taken.isEmpty()) {
                ArrayNode messages = answer.putArray("Messages");
                taken.forEach(message -> messages.add(MessageJson.received(message, system, own)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private static Stream<String> texts(ObjectNode input, String member) {
        return input.path(member).valueStream().map(JsonNode::asText);
    }

    /** The ARN of the queue that a request names, if its caller may do this with it. */
    static String allowed(Queues queues, Call call, ObjectNode input, String action) {
        String url = text(input, "QueueUrl");
        String arn = queues.arn(url.substring(url.lastIndexOf('/') + 1));
        call.authorize(action, arn);
        queues.queue(arn);
        return arn;
    }

    private static String receipt(ObjectNode input) {
        String receipt = text(input, "ReceiptHandle");
        if (receipt.indexOf('#') < 0) {
            throw new AwsError(
                    404,
                    "ReceiptHandleIsInvalid",
                    "The input receipt handle \"" + receipt + "\" is not a valid receipt handle.");
        }
        return receipt;
    }

    static String text(ObjectNode input, String member) {
        if (!input.path(member).isTextual()) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter " + member + ".");
        }
        return input.path(member).asText();
    }
}
