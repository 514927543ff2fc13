package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.json.Json;

/** Executions and their events as the API shows them. */
final class Descriptions {
    private Descriptions() {}

    static ObjectNode execution(Execution execution) {
        ObjectNode shown = summary(execution).put("input", execution.start().text());
        Execution.Outcome outcome = execution.outcome();
        if (outcome != null && outcome.output() != null) {
            shown.put("output", Json.write(outcome.output()));
        }
        if (outcome != null && outcome.failure() != null) {
            shown.put("error", outcome.failure().error());
            shown.put("cause", outcome.failure().cause());
        }
        return shown;
    }

    static ObjectNode summary(Execution execution) {
        Execution.Start start = execution.start();
        ObjectNode shown = Json.object()
                .put("executionArn", start.arn())
                .put("stateMachineArn", start.stateMachineArn())
                .put("name", start.name())
                .put("status", execution.status().name())
                .put("startDate", Json.seconds(start.at()));
        Execution.Outcome outcome = execution.outcome();
        if (outcome != null) {
            shown.put("stopDate", Json.seconds(outcome.at()));
        }
        return shown;
    }

    static ObjectNode event(History.Event event) {
        ObjectNode shown = Json.object()
                .put("id", event.id())
                .put("previousEventId", event.id() - 1)
                .put("timestamp", Json.seconds(event.at()))
                .put("type", event.type());
        shown.set(event.detailsName(), event.details());
        return shown;
    }
}
