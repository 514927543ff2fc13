package slipway.smoke;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.EndpointName;
import slipway.failure.AwsFailure;
import slipway.failure.FailureClassifier;
import slipway.smoke.Invocation.NotAsked;
import slipway.smoke.Invocation.TooLate;
import software.amazon.awssdk.core.exception.SdkException;

/** The agents behind AgentCore's data plane. */
public final class AgentCoreAgents implements Agents {
    private static final String INVOKE = "bedrock-agentcore:InvokeAgentRuntime";
    private static final String STOP = "bedrock-agentcore:StopRuntimeSession";
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int LARGEST_ERROR = 65_536;

    private final DataPlane data;
    private final InstantSource clock;

    /** Takes the data plane's wire, and the real time, by which latencies are measured. */
    public AgentCoreAgents(AgentCoreWire data, InstantSource clock) {
        this.data = new DataPlane(data);
        this.clock = clock;
    }

    @Override
    public Invocation invoke(
            String runtimeArn,
            EndpointName endpoint,
            String sessionId,
            byte[] payload,
            int maxBytes,
            Duration deadline) {
        var started = clock.instant();
        var body = new CappedBody(maxBytes);
        var session = new DataPlane.Session(runtimeArn, endpoint, sessionId);
        try {
            var response = data.post("invocations", session, payload, body, deadline);
            return Refusal.of(response)
                    .map(refusal -> refusal.toInvocation(INVOKE, since(started)))
                    .orElseGet(() -> answered(response, since(started)));
        } catch (TimeoutException late) {
            return new TooLate(body.text(), since(started));
        } catch (SdkException noCredentials) {
            return new NotAsked(FailureClassifier.of(INVOKE, noCredentials));
        } catch (IOException broken) {
            return new NotAsked(FailureClassifier.unanswered(INVOKE, broken));
        }
    }

    private static Invocation answered(HttpResponse<CappedBody> response, Duration latency) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        var body = response.body();
        return new Invocation.Answered(response.statusCode(), type, body.text(), body.isCapped(), latency);
    }

    @Override
    public void stopSession(String runtimeArn, EndpointName endpoint, String sessionId) {
        var session = new DataPlane.Session(runtimeArn, endpoint, sessionId);
        try {
            var body = new CappedBody(LARGEST_ERROR);
            Refusal.of(data.post("stopruntimesession", session, EMPTY, body, STOP_DEADLINE))
                    .map(refusal -> refusal.toFailure(STOP))
                    .filter(failure -> failure.kind() != AwsFailure.Kind.NOT_FOUND)
                    .ifPresent(AgentCoreAgents::raise);
        } catch (SdkException noCredentials) {
            throw FailureClassifier.of(STOP, noCredentials);
        } catch (TimeoutException late) {
            throw FailureClassifier.unanswered(STOP, new IOException("no answer in time", late));
        } catch (IOException broken) {
            throw FailureClassifier.unanswered(STOP, broken);
        }
    }

    private static void raise(AwsFailure failure) {
        throw failure;
    }

    private Duration since(Instant started) {
        return Duration.between(started, clock.instant());
    }
}
