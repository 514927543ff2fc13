package slipway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** What people do with dead letters: send them back. */
final class MoveOperations {
    private static final int FASTEST = 500;
    private static final int MOST_SHOWN = 10;

    private final Queues queues;
    private final List<MoveTask> tasks = new CopyOnWriteArrayList<>();

    MoveOperations(Queues queues) {
        this.queues = queues;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "StartMessageMoveTask", this::start,
                "ListMessageMoveTasks", this::list,
                "CancelMessageMoveTask", this::cancel);
    }

    private JsonNode start(Call call, ObjectNode input) {
        String source = allowed(call, input, "sqs:StartMessageMoveTask");
        call.authorize("sqs:ReceiveMessage", source);
        call.authorize("sqs:DeleteMessage", source);
        List<String> sources = queues.sourcesOf(source);
        if (sources.isEmpty()) {
            throw MessageRules.invalid("Source queue must be configured as a Dead Letter Queue.");
        }
        String destination = input.hasNonNull("DestinationArn")
                ? input.path("DestinationArn").asText()
                : null;
        List<String> destinations =
                destination == null ? sources.stream().map(queues::arn).toList() : List.of(destination);
        for (String arn : destinations) {
            call.authorize("sqs:SendMessage", arn);
            if (queues.queue(arn) == queues.queue(source)) {
                throw MessageRules.invalid("Source queue arn and destination queue arn cannot be the same.");
            }
        }
        if (of(source).stream().anyMatch(MoveTask::isRunning)) {
            throw new AwsError(
                    400,
                    "UnsupportedOperation",
                    "There is already a task running. Only one active task is allowed for a source queue arn at a given"
                            + " time.");
        }
        String rate = "MaxNumberOfMessagesPerSecond";
        Integer perSecond = input.hasNonNull(rate) ? MessageRules.number(input, rate, 1, 1, FASTEST) : null;
        int waiting = queues.queue(source).visibleCount();
        MoveTask task = new MoveTask(
                source, destination, perSecond, waiting, queues.clock().instant());
        tasks.add(task);
        task.start(queues, queues.clock());
        return Json.object().put("TaskHandle", task.handle());
    }

    private JsonNode list(Call call, ObjectNode input) {
        String source = allowed(call, input, "sqs:ListMessageMoveTasks");
        int most = MessageRules.number(input, "MaxResults", 1, 1, MOST_SHOWN);
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("Results");
        of(source).reversed().stream().limit(most).map(MoveOperations::shown).forEach(results::add);
        return answer;
    }

    private List<MoveTask> of(String source) {
        return tasks.stream().filter(task -> task.source().equals(source)).toList();
    }

    /** Only a task that runs can still be cancelled, and so only that has a handle. */
    private static ObjectNode shown(MoveTask task) {
        ObjectNode shown = Json.object()
                .put("Status", task.status())
                .put("SourceArn", task.source())
                .put("ApproximateNumberOfMessagesMoved", task.moved())
                .put("ApproximateNumberOfMessagesToMove", task.toMove())
                .put("StartedTimestamp", task.started().toEpochMilli());
        if (task.isRunning()) {
            shown.put("TaskHandle", task.handle());
        }
        if (task.destination() != null) {
            shown.put("DestinationArn", task.destination());
        }
        if (task.perSecond() != null) {
            shown.put("MaxNumberOfMessagesPerSecond", task.perSecond());
        }
        return task.failure().isEmpty() ? shown : shown.put("FailureReason", task.failure());
    }

    private JsonNode cancel(Call call, ObjectNode input) {
        String handle = SqsService.text(input, "TaskHandle");
        MoveTask task = tasks.stream()
                .filter(one -> one.handle().equals(handle))
                .findFirst()
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "Task does not exist."));
        call.authorize("sqs:CancelMessageMoveTask", task.source());
        if (!task.cancel()) {
            throw new AwsError(400, "UnsupportedOperation", "Only active tasks can be cancelled.");
        }
        return Json.object().put("ApproximateNumberOfMessagesMoved", task.moved());
    }

    private String allowed(Call call, ObjectNode input, String action) {
        String source = SqsService.text(input, "SourceArn");
        call.authorize(action, source);
        queues.queue(source);
        return source;
    }
}
