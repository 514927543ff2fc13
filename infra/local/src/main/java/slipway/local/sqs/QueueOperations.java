package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;
import slipway.local.wire.Page;
import slipway.local.wire.Tags;

/** What SQS's API does with queues, their messages apart. */
final class QueueOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int LARGEST_PAGE = 1000;

    private final Queues queues;
    private final UnaryOperator<String> url;
    private final Tags tags = new Tags();

    /** @param url of a queue by its name */
    QueueOperations(Queues queues, UnaryOperator<String> url) {
        this.queues = queues;
        this.url = url;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.ofEntries(
                Map.entry("CreateQueue", this::create),
                Map.entry("DeleteQueue", this::delete),
                Map.entry("GetQueueAttributes", this::attributes),
                Map.entry("SetQueueAttributes", this::setAttributes),
                Map.entry("GetQueueUrl", this::queueUrl),
                Map.entry("PurgeQueue", this::purge),
                Map.entry("ListQueues", this::list),
                Map.entry("ListDeadLetterSourceQueues", this::sources),
                Map.entry("TagQueue", this::tag),
                Map.entry("UntagQueue", this::untag),
                Map.entry("ListQueueTags", this::listTags));
    }

    /** A queue that is there is left alone, if it has what is asked for. */
    private JsonNode create(Call call, ObjectNode input) {
        String name = SqsService.text(input, "QueueName");
        call.authorize("sqs:CreateQueue", queues.arn(name));
        if (!NAME.matcher(name).matches()) {
            throw MessageRules.invalid(
                    name.endsWith(".fifo")
                            ? "The local sqs has standard queues only, and no name that ends in .fifo"
                            : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        boolean there = queues.names().anyMatch(name::equals);
        QueueSettings before = there ? queues.queue(name).settings() : QueueSettings.of(name);
        QueueSettings wanted = QueueAttributes.read(input.path("Attributes"), before);
        if (there && !wanted.equals(before)) {
            throw new AwsError(
                    400,
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for an attribute.");
        }
        if (!there) {
            tags.put(queues.create(wanted), texts(input.path("tags")));
        }
        return Json.object().put("QueueUrl", url.apply(name));
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String arn = SqsService.allowed(queues, call, input, "sqs:DeleteQueue");
        queues.deleteQueue(arn);
        tags.clear(arn);
        return Json.object();
    }

    private JsonNode attributes(Call call, ObjectNode input) {
        String arn = SqsService.allowed(queues, call, input, "sqs:GetQueueAttributes");
        Set<String> names =
                input.path("AttributeNames").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        ObjectNode shown = QueueAttributes.shown(arn, queues.queue(arn), names);
        return shown.isEmpty() ? Json.object() : Json.object().set("Attributes", shown);
    }

    private JsonNode setAttributes(Call call, ObjectNode input) {
        Queue queue = queues.queue(SqsService.allowed(queues, call, input, "sqs:SetQueueAttributes"));
        queue.settings(QueueAttributes.read(input.path("Attributes"), queue.settings()));
        return Json.object();
    }

    private JsonNode queueUrl(Call call, ObjectNode input) {
        String name = SqsService.text(input, "QueueName");
        call.authorize("sqs:GetQueueUrl", queues.arn(name));
        queues.queue(name);
        return Json.object().put("QueueUrl", url.apply(name));
    }

    private JsonNode purge(Call call, ObjectNode input) {
        queues.purge(SqsService.allowed(queues, call, input, "sqs:PurgeQueue"));
        return Json.object();
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("sqs:ListQueues", "*");
        String prefix = input.path("QueueNamePrefix").asText("");
        return page(
                input,
                "QueueUrls",
                queues.names().filter(name -> name.startsWith(prefix)).toList());
    }

    private JsonNode sources(Call call, ObjectNode input) {
        String arn = SqsService.allowed(queues, call, input, "sqs:ListDeadLetterSourceQueues");
        return page(input, "queueUrls", queues.sourcesOf(arn));
    }

    private JsonNode page(ObjectNode input, String member, List<String> names) {
        ObjectNode answer = Json.object();
        ArrayNode urls = answer.putArray(member);
        int size = MessageRules.number(input, "MaxResults", LARGEST_PAGE, 1, LARGEST_PAGE);
        Page<String> page = Page.of(names, input.path("NextToken").asText(""), size, "InvalidParameterValue");
        page.items().forEach(name -> urls.add(url.apply(name)));
        return page.next() == null ? answer : answer.put("NextToken", page.next());
    }

    private JsonNode tag(Call call, ObjectNode input) {
        tags.put(SqsService.allowed(queues, call, input, "sqs:TagQueue"), texts(input.path("Tags")));
        return Json.object();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        tags.remove(
                SqsService.allowed(queues, call, input, "sqs:UntagQueue"),
                input.path("TagKeys").valueStream().map(JsonNode::asText).toList());
        return Json.object();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        ObjectNode shown = Json.object();
        tags.of(SqsService.allowed(queues, call, input, "sqs:ListQueueTags")).forEach(shown::put);
        return Json.object().set("Tags", shown);
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new TreeMap<>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
