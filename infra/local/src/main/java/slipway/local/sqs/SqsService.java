package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.wire.Page;

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

    private static final int LARGEST_PAGE = 1000;

    private final Place place;
    private final Supplier<String> endpoint;
    private final Queues queues;

    /** @param endpoint the edge's URL, from which queue URLs are made; asked for when it is needed */
    public SqsService(Place place, Supplier<String> endpoint, Queues queues) {
        this.place = place;
        this.endpoint = endpoint;
        this.queues = queues;
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
        return Map.ofEntries(
                Map.entry("SendMessage", this::send),
                Map.entry("SendMessageBatch", (call, input) -> batch(call, input, "sqs:SendMessage", this::sendOne)),
                Map.entry("ReceiveMessage", this::receive),
                Map.entry("DeleteMessage", this::delete),
                Map.entry(
                        "DeleteMessageBatch",
                        (call, input) -> batch(call, input, "sqs:DeleteMessage", this::deleteOne)),
                Map.entry("ChangeMessageVisibility", this::changeVisibility),
                Map.entry("GetQueueAttributes", this::attributes),
                Map.entry("GetQueueUrl", this::queueUrl),
                Map.entry("PurgeQueue", this::purge),
                Map.entry("ListQueues", this::list));
    }

    private JsonNode send(Call call, ObjectNode input) {
        String arn = allowed(call, input, "sqs:SendMessage");
        return sendOne(new Entry(call, arn, input));
    }

    private record Entry(Call call, String arn, ObjectNode input) {}

    private ObjectNode sendOne(Entry entry) {
        ObjectNode input = entry.input();
        String body = text(input, "MessageBody");
        Duration delay = Duration.ofSeconds(input.path("DelaySeconds").asInt(0));
        ObjectNode attributes =
                input.get("MessageAttributes") instanceof ObjectNode given ? given : JSON.createObjectNode();
        Message sent =
                queues.put(entry.arn(), body, attributes, delay, entry.call().caller());
        ObjectNode answer = JSON.createObjectNode().put("MessageId", sent.id()).put("MD5OfMessageBody", Md5.of(body));
        return attributes.isEmpty() ? answer : answer.put("MD5OfMessageAttributes", Md5.ofAttributes(attributes));
    }

    private ObjectNode deleteOne(Entry entry) {
        queues.delete(entry.arn(), text(entry.input(), "ReceiptHandle"));
        return JSON.createObjectNode();
    }

    private JsonNode batch(Call call, ObjectNode input, String action, Function<Entry, ObjectNode> each) {
        String arn = allowed(call, input, action);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode successful = answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : input.path("Entries")) {
            ObjectNode done = each.apply(new Entry(call, arn, (ObjectNode) entry));
            successful.add(done.put("Id", text((ObjectNode) entry, "Id")));
        }
        return answer;
    }

    private JsonNode receive(Call call, ObjectNode input) {
        String arn = allowed(call, input, "sqs:ReceiveMessage");
        QueueSettings settings = queues.queue(arn).settings();
        Duration visibility = seconds(input, "VisibilityTimeout", settings.visibility());
        Duration wait = seconds(input, "WaitTimeSeconds", settings.poll());
        ObjectNode answer = JSON.createObjectNode();
        try {
            var taken = queues.receive(arn, input.path("MaxNumberOfMessages").asInt(1), wait, visibility, false);
            if (!taken.isEmpty()) {
                ArrayNode messages = answer.putArray("Messages");
                taken.forEach(message -> messages.add(MessageJson.received(message)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private JsonNode delete(Call call, ObjectNode input) {
        return deleteOne(new Entry(call, allowed(call, input, "sqs:DeleteMessage"), input));
    }

    private JsonNode changeVisibility(Call call, ObjectNode input) {
        String arn = allowed(call, input, "sqs:ChangeMessageVisibility");
        Duration visibility = Duration.ofSeconds(input.path("VisibilityTimeout").asInt());
        if (!queues.changeVisibility(arn, text(input, "ReceiptHandle"), visibility)) {
            throw new AwsError(400, "MessageNotInflight", "The message is gone or visible already");
        }
        return JSON.createObjectNode();
    }

    private JsonNode attributes(Call call, ObjectNode input) {
        String arn = allowed(call, input, "sqs:GetQueueAttributes");
        return JSON.createObjectNode().set("Attributes", MessageJson.attributes(arn, queues.queue(arn)));
    }

    private JsonNode queueUrl(Call call, ObjectNode input) {
        String name = text(input, "QueueName");
        call.authorize("sqs:GetQueueUrl", queues.arn(name));
        queues.queue(name);
        return JSON.createObjectNode().put("QueueUrl", url(name));
    }

    private JsonNode purge(Call call, ObjectNode input) {
        queues.purge(allowed(call, input, "sqs:PurgeQueue"));
        return JSON.createObjectNode();
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("sqs:ListQueues", "*");
        String prefix = input.path("QueueNamePrefix").asText("");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode urls = answer.putArray("QueueUrls");
        Page<String> page = Page.of(
                queues.names().filter(name -> name.startsWith(prefix)).toList(),
                input.path("NextToken").asText(""),
                input.path("MaxResults").asInt(LARGEST_PAGE),
                "InvalidParameterValue");
        page.items().forEach(name -> urls.add(url(name)));
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }

    private String allowed(Call call, ObjectNode input, String action) {
        String url = text(input, "QueueUrl");
        String arn = queues.arn(url.substring(url.lastIndexOf('/') + 1));
        call.authorize(action, arn);
        queues.queue(arn);
        return arn;
    }

    private static Duration seconds(ObjectNode input, String member, Duration fallback) {
        return input.has(member) ? Duration.ofSeconds(input.path(member).asLong()) : fallback;
    }

    private static String text(ObjectNode input, String member) {
        if (!input.path(member).isTextual()) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter " + member);
        }
        return input.path(member).asText();
    }
}
