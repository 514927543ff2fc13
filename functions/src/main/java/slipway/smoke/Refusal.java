package slipway.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.agentruntime.ExactJson;
import slipway.failure.AwsFailure;
import slipway.failure.FailureClassifier;

/** An answer that AgentCore gave in place of the agent. */
record Refusal(int status, String code, String message) {
    private static final String RUNTIME_CLIENT_ERROR = "RuntimeClientError";
    private static final int CONTAINER_FAILED = 424;
    /** Without an error's name, these come from what stands before the agent; any other status is the agent's own. */
    private static final Set<Integer> NEVER_THE_AGENTS = Set.of(401, 402, 403, 404, 409, 424, 429, 502, 503, 504);

    private static final int FIRST_ERROR = 400;
    private static final Pattern CONTAINERS_STATUS = Pattern.compile("Received error \\(([1-5][0-9]{2})\\)");

    static Optional<Refusal> of(HttpResponse<CappedBody> response) {
        var status = response.statusCode();
        if (status < FIRST_ERROR) {
            return Optional.empty();
        }
        var text = response.body().text();
        var body = json(text);
        var code = response.headers()
                .firstValue("x-amzn-ErrorType")
                .orElseGet(() -> body.path("__type").asText(""));
        if (code.isEmpty() && !NEVER_THE_AGENTS.contains(status)) {
            return Optional.empty();
        }
        var message = body.path("message").asText(body.path("Message").asText(""));
        return Optional.of(new Refusal(status, code, message));
    }

    private static JsonNode json(String text) {
        try {
            return ExactJson.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException noJson) {
            return ExactJson.object();
        }
    }

    Invocation toInvocation(String action, Duration latency) {
        if (status == CONTAINER_FAILED || code.startsWith(RUNTIME_CLIENT_ERROR)) {
            var named = CONTAINERS_STATUS.matcher(message);
            var containers = named.find() ? Integer.parseInt(named.group(1)) : CONTAINER_FAILED;
            return new Invocation.ContainerFailed(containers, message, latency);
        }
        return new Invocation.NotAsked(toFailure(action));
    }

    AwsFailure toFailure(String action) {
        return FailureClassifier.of(action, status, code, message);
    }
}
