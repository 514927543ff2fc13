package slipway.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/**
 * A failure inside an execution: an error name that Retry and Catch look at, and a cause for people. Both can be
 * missing, as when a person sends a task's failure without them.
 */
public final class StatesError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT = "States.HeartbeatTimeout";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String QUERY = "States.QueryEvaluationError";

    private final @Nullable String error;
    private final @Nullable String cause;
    private final boolean heartbeat;

    public StatesError(@Nullable String error, @Nullable String cause) {
        this(error, cause, false);
    }

    private StatesError(@Nullable String error, @Nullable String cause, boolean heartbeat) {
        super(error + ": " + cause);
        this.error = error;
        this.cause = cause;
        this.heartbeat = heartbeat;
    }

    static StatesError timeout() {
        return new StatesError(TIMEOUT, null);
    }

    /** AWS shows it as a time-out; {@code States.HeartbeatTimeout} is a name for Retry and Catch alone. */
    static StatesError heartbeat() {
        return new StatesError(TIMEOUT, null, true);
    }

    public @Nullable String error() {
        return error;
    }

    public @Nullable String cause() {
        return cause;
    }

    boolean isTimeout() {
        return TIMEOUT.equals(error);
    }

    boolean isHeartbeat() {
        return heartbeat;
    }

    /** What {@code $states.errorOutput} shows. */
    ObjectNode output() {
        return Json.object().put("Error", error).put("Cause", cause);
    }

    /** Adds error and cause, where they are there, to the details of an event or to a description. */
    ObjectNode addTo(ObjectNode shown) {
        if (error != null) {
            shown.put("error", error);
        }
        return cause == null ? shown : shown.put("cause", cause);
    }
}
