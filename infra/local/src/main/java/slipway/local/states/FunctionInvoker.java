package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;

/** Invokes a function synchronously. */
@FunctionalInterface
public interface FunctionInvoker {

    /** @throws slipway.local.edge.AwsError when the function is not there, busy, or the caller may not invoke it */
    Result invoke(String functionArn, JsonNode payload, Caller from);

    /**
     * What the function answered.
     *
     * @param functionError {@code Unhandled} or {@code Handled} when the payload is an error
     */
    record Result(JsonNode payload, @Nullable String functionError) {}
}
