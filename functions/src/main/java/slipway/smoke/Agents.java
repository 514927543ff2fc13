package slipway.smoke;

import java.time.Duration;
import slipway.agentruntime.EndpointName;

/** The agents of one account and Region, as their callers reach them. */
public interface Agents {
    /**
     * Asks once and reads the answer to its end, to the cap or to the deadline; nothing is tried twice.
     *
     * @param sessionId at least 33 characters; a new one reaches the version that the endpoint serves now
     * @param deadline real time, after which the connection is closed
     */
    Invocation invoke(
            String runtimeArn,
            EndpointName endpoint,
            String sessionId,
            byte[] payload,
            int maxBytes,
            Duration deadline);

    /** Ends the session; one that is not there is no failure. Throws AwsFailure. */
    void stopSession(String runtimeArn, EndpointName endpoint, String sessionId);
}
