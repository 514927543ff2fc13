package slipway.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.ExactJson;
import slipway.failure.AwsFailure;

/** Asks one endpoint, each time in a session of its own that is ended afterwards. */
final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    private final Agents agents;
    private final Supplier<String> sessionIds;
    private final String runtimeArn;
    private final EndpointName endpoint;
    private final byte[] payload;

    Probe(Agents agents, Supplier<String> sessionIds, String runtimeArn, EndpointName endpoint, JsonNode payload) {
        this.agents = agents;
        this.sessionIds = sessionIds;
        this.runtimeArn = runtimeArn;
        this.endpoint = endpoint;
        this.payload = ExactJson.bytes(payload);
    }

    Invocation ask(int maxBytes, Duration deadline) {
        // A running session keeps the version that it began with, so only a new one proves anything.
        var session = sessionIds.get();
        try {
            return agents.invoke(runtimeArn, endpoint, session, payload, maxBytes, deadline);
        } finally {
            stop(session);
        }
    }

    private void stop(String session) {
        try {
            agents.stopSession(runtimeArn, endpoint, session);
        } catch (AwsFailure failure) {
            // It ends by itself later; the verdict does not depend on it.
            LOG.warn("A smoke test's session could not be stopped: {}", failure.sentence());
        }
    }
}
