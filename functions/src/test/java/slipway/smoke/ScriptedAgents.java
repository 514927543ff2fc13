package slipway.smoke;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import slipway.agentruntime.EndpointName;
import slipway.failure.AwsFailure;

/** Agents that answer as a test says: one invocation after the other, then always as the last. */
public final class ScriptedAgents implements Agents {
    private final Deque<Function<Duration, Invocation>> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private @Nullable AwsFailure stopFailure;

    /** The next invocation. */
    public ScriptedAgents then(Invocation invocation) {
        return then(allowed -> invocation);
    }

    /** The next invocation, by the time that it is given. */
    public ScriptedAgents then(Function<Duration, Invocation> invocation) {
        script.add(invocation);
        return this;
    }

    /** JSON with status 200, in 100 ms. */
    public ScriptedAgents thenAnswer(String json) {
        return then(new Invocation.Answered(200, "application/json", json, false, Duration.ofMillis(100)));
    }

    /** From now on no session can be stopped. */
    public void failStops(AwsFailure failure) {
        stopFailure = failure;
    }

    /** The sessions in which the agent was asked, each with its endpoint and payload. */
    public List<String> asked() {
        return asked;
    }

    /** The sessions that were stopped. */
    public List<String> stopped() {
        return stopped;
    }

    @Override
    public Invocation invoke(
            String runtimeArn,
            EndpointName endpoint,
            String sessionId,
            byte[] payload,
            int maxBytes,
            Duration deadline) {
        asked.add("%s %s %s".formatted(sessionId, endpoint, new String(payload, StandardCharsets.UTF_8)));
        var next = script.size() > 1 ? script.remove() : script.element();
        return next.apply(deadline);
    }

    @Override
    public void stopSession(String runtimeArn, EndpointName endpoint, String sessionId) {
        stopped.add(sessionId);
        if (stopFailure != null) {
            throw stopFailure;
        }
    }
}
