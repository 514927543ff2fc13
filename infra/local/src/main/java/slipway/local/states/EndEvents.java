package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.json.Json;

/** The last event of a history. */
final class EndEvents {
    private EndEvents() {}

    static void write(History history, Execution.Outcome outcome) {
        switch (outcome.status()) {
            case RUNNING -> throw new IllegalArgumentException("RUNNING is no end");
            case SUCCEEDED -> history.end("ExecutionSucceeded", "executionSucceededEventDetails", output(outcome));
            case FAILED -> history.end("ExecutionFailed", "executionFailedEventDetails", failure(outcome));
            case TIMED_OUT -> history.end("ExecutionTimedOut", "executionTimedOutEventDetails", failure(outcome));
            case ABORTED -> history.end("ExecutionAborted", "executionAbortedEventDetails", failure(outcome));
        }
    }

    private static ObjectNode output(Execution.Outcome outcome) {
        ObjectNode details = Json.object();
        if (outcome.output() != null) {
            details.put("output", Json.write(outcome.output()));
        }
        return details;
    }

    private static ObjectNode failure(Execution.Outcome outcome) {
        ObjectNode details = Json.object();
        if (outcome.failure() != null) {
            details.put("error", outcome.failure().error());
            details.put("cause", outcome.failure().cause());
        }
        return details;
    }
}
