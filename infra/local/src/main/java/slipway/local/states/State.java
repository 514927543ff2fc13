package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of a definition, read and checked. Every {@link JsonNode} is a template that may hold JSONata. */
sealed interface State {

    String name();

    /** How a state is left. No {@code next} ends the execution. */
    record Exit(
            @Nullable JsonNode output,
            @Nullable JsonNode assign,
            @Nullable String next) {}

    /**
     * @param resource the integration's or the function's ARN, without {@code .waitForTaskToken}
     * @param token whether the state waits for its token
     */
    record Task(
            String name,
            String resource,
            boolean token,
            @Nullable JsonNode arguments,
            @Nullable JsonNode timeout,
            @Nullable JsonNode heartbeat,
            List<Retrier> retry,
            List<Catcher> catches,
            Exit exit)
            implements State {}

    record Choice(String name, List<Rule> rules, @Nullable Exit otherwise) implements State {}

    record Rule(JsonNode condition, Exit exit) {}

    record Wait(String name, Until until, JsonNode template, Exit exit) implements State {}

    /** What the template of a Wait gives. */
    enum Until {
        SECONDS,
        TIMESTAMP
    }

    record Pass(String name, Exit exit) implements State {}

    record Succeed(String name, Exit exit) implements State {}

    record Fail(
            String name, @Nullable JsonNode error, @Nullable JsonNode cause) implements State {}

    /**
     * @param maxDelaySeconds the longest pause between two attempts
     * @param jitter whether a pause is drawn from zero to the computed one
     */
    record Retrier(
            List<String> errors,
            int intervalSeconds,
            int maxAttempts,
            double backoffRate,
            int maxDelaySeconds,
            boolean jitter) {}

    record Catcher(List<String> errors, Exit exit) {}
}
