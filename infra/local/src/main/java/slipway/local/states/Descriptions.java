package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.json.Json;

/** State machines, executions and their events as the API shows them. */
final class Descriptions {
    private Descriptions() {}

    static ObjectNode execution(Execution execution, boolean withData) {
        ObjectNode shown = summary(execution);
        redrive(shown, execution.status());
        Execution.Outcome outcome = execution.outcome();
        if (withData) {
            included(shown.put("input", execution.start().text()), "inputDetails");
        }
        if (withData && outcome != null && outcome.output() != null) {
            included(shown.put("output", Json.write(outcome.output())), "outputDetails");
        }
        return outcome == null || outcome.failure() == null
                ? shown
                : outcome.failure().addTo(shown);
    }

    private static void included(ObjectNode shown, String member) {
        shown.putObject(member).put("included", true);
    }

    /** What AWS says of doing it again, which the local Step Functions cannot. */
    static ObjectNode redrive(ObjectNode shown, Execution.Status status) {
        return switch (status) {
            case RUNNING, SUCCEEDED ->
                shown.put("redriveStatus", "NOT_REDRIVABLE")
                        .put("redriveStatusReason", "Execution is " + status + " and cannot be redriven");
            case FAILED, TIMED_OUT, ABORTED -> shown.put("redriveStatus", "REDRIVABLE");
        };
    }

    static ObjectNode summary(Execution execution) {
        Execution.Start start = execution.start();
        ObjectNode shown = Json.object()
                .put("executionArn", start.arn())
                .put("stateMachineArn", start.stateMachineArn())
                .put("name", start.name())
                .put("status", execution.status().name())
                .put("startDate", Json.seconds(start.at()))
                .put("redriveCount", 0);
        Execution.Outcome outcome = execution.outcome();
        if (outcome != null) {
            shown.put("stopDate", Json.seconds(outcome.at()));
        }
        return shown;
    }

    static ObjectNode event(History.Event event, boolean withData) {
        ObjectNode shown = Json.object()
                .put("id", event.id())
                .put("previousEventId", event.previous())
                .put("timestamp", Json.seconds(event.at()))
                .put("type", event.type());
        String details = event.detailsName();
        if (details != null) {
            shown.set(details, withData ? event.details() : EventData.without(event.details()));
        }
        return shown;
    }

    static ObjectNode stateMachine(StateMachine machine) {
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", "STANDARD")
                .put("creationDate", Json.seconds(machine.created()));
    }
}
