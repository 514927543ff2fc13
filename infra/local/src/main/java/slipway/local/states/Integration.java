package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import slipway.local.edge.Caller;

/** A service that a Task state can call. */
public interface Integration {

    /** The ARN in the state's Resource, for example {@code arn:aws:states:::lambda:invoke}. */
    String resource();

    /** Whether {@code .waitForTaskToken} may follow the ARN. */
    default boolean takesToken() {
        return false;
    }

    /** The names of the arguments that {@link #call} understands; a definition with another one is refused. */
    Set<String> arguments();

    /**
     * Calls the service and answers with its result.
     *
     * @param role the state machine's role, which must be allowed to do this
     * @throws StatesError under the name that AWS gives the failure
     */
    JsonNode call(JsonNode arguments, Caller role);
}
