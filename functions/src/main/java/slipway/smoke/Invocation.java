package slipway.smoke;

import java.time.Duration;
import slipway.failure.AwsFailure;

/** What became of asking an agent once. */
public sealed interface Invocation {
    /**
     * The agent answered.
     *
     * @param text at most as many bytes as were allowed
     * @param capped whether there was more
     * @param latency until the last byte that was read
     */
    record Answered(int status, String contentType, String text, boolean capped, Duration latency)
            implements Invocation {}

    /**
     * AgentCore reached the agent's container, and that failed.
     *
     * @param status what the container answered, or 424 if it did not
     */
    record ContainerFailed(int status, String message, Duration latency) implements Invocation {}

    /** The answer was not complete in time. */
    record TooLate(String soFar, Duration latency) implements Invocation {}

    /** The agent was not asked, or its answer got lost. */
    record NotAsked(AwsFailure failure) implements Invocation {}
}
