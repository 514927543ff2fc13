package slipway.local.states;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A definition, read and checked; an execution keeps the one that it started with.
 *
 * @param timeoutSeconds of the whole execution, if it has one
 */
record Definition(
        String text,
        String startAt,
        Map<String, State> states,
        @Nullable Integer timeoutSeconds) {

    State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("No state " + name);
        }
        return state;
    }
}
