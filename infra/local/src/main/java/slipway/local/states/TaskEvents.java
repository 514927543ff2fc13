package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/** The events that one attempt at a task leaves in the history; a function named by its ARN has types of its own. */
sealed interface TaskEvents {

    static TaskEvents of(State.Task task, Execution execution) {
        return Integrations.isFunction(task.resource())
                ? new OfFunction(execution.history(), task.resource())
                : OfService.of(task, execution);
    }

    /** Who gave a result, as AWS names it when the result is too large. */
    String source();

    void scheduled(JsonNode arguments, @Nullable Duration timeout, @Nullable Duration heartbeat);

    void started();

    void submitted(JsonNode output);

    void succeeded(JsonNode output);

    void failed(StatesError error);

    /**
     * Of a service integration.
     *
     * @param source the service
     * @param resource its action, with the pattern by which it is called
     */
    record OfService(History history, String region, String source, String resource) implements TaskEvents {

        static OfService of(State.Task task, Execution execution) {
            List<String> parts = List.of(task.resource().split(":", -1));
            String action = parts.getLast() + (task.token() ? ".waitForTaskToken" : "");
            String service = String.join(":", parts.subList(5, parts.size() - 1));
            return new OfService(execution.history(), execution.region(), service, action);
        }

        @Override
        public void scheduled(JsonNode arguments, @Nullable Duration timeout, @Nullable Duration heartbeat) {
            ObjectNode details = details().put("region", region).put("parameters", Json.write(arguments));
            put(details, "timeoutInSeconds", timeout);
            put(details, "heartbeatInSeconds", heartbeat);
            history.add("TaskScheduled", details);
        }

        @Override
        public void started() {
            history.add("TaskStarted", details());
        }

        @Override
        public void submitted(JsonNode output) {
            history.add("TaskSubmitted", EventData.output(details(), Json.write(output)));
        }

        @Override
        public void succeeded(JsonNode output) {
            history.add("TaskSucceeded", EventData.output(details(), Json.write(output)));
        }

        @Override
        public void failed(StatesError error) {
            history.add(error.isTimeout() ? "TaskTimedOut" : "TaskFailed", error.addTo(details()));
        }

        private ObjectNode details() {
            return Json.object().put("resourceType", source).put("resource", resource);
        }
    }

    /**
     * Of a function that the state names by its ARN.
     *
     * @param source the ARN
     */
    record OfFunction(History history, String source) implements TaskEvents {

        @Override
        public void scheduled(JsonNode arguments, @Nullable Duration timeout, @Nullable Duration heartbeat) {
            ObjectNode details = EventData.input(Json.object().put("resource", source), Json.write(arguments));
            put(details, "timeoutInSeconds", timeout);
            history.add("LambdaFunctionScheduled", details);
        }

        @Override
        public void started() {
            history.add("LambdaFunctionStarted", Json.object());
        }

        @Override
        public void submitted(JsonNode output) {
            throw new IllegalStateException("A function named by its ARN takes no task token");
        }

        @Override
        public void succeeded(JsonNode output) {
            history.add("LambdaFunctionSucceeded", EventData.output(Json.object(), Json.write(output)));
        }

        @Override
        public void failed(StatesError error) {
            history.add(
                    error.isTimeout() ? "LambdaFunctionTimedOut" : "LambdaFunctionFailed", error.addTo(Json.object()));
        }
    }

    private static void put(ObjectNode details, String member, @Nullable Duration time) {
        if (time != null) {
            details.put(member, time.toSeconds());
        }
    }
}
