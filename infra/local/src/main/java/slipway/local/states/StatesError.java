package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.json.Json;

/** A failure inside an execution: an error name that Retry and Catch look at, and a cause for people. */
public final class StatesError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT = "States.HeartbeatTimeout";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String QUERY = "States.QueryEvaluationError";

    private final String error;
    private final String cause;

    public StatesError(String error, String cause) {
        super(error + ": " + cause);
        this.error = error;
        this.cause = cause;
    }

    public String error() {
        return error;
    }

    public String cause() {
        return cause;
    }

    /** What {@code $states.errorOutput} shows. */
    ObjectNode output() {
        return Json.object().put("Error", error).put("Cause", cause);
    }
}
