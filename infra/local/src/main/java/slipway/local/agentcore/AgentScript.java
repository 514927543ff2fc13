package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/**
 * How an agent behaves, from its image's label {@value #LABEL}.
 *
 * @param answer the body of an answer; what the label says of it may name variables of the runtime's environment, as
 *     {@link Placeholders} fills them in
 * @param delay before it answers, on the wall
 * @param healthyInvocations after so many it answers 500; negative is always healthy
 * @param streamBytes answers so many bytes instead; negative is off, {@link Long#MAX_VALUE} is for ever
 */
record AgentScript(
        byte[] answer, int status, String contentType, Duration delay, long healthyInvocations, long streamBytes) {
    static final String LABEL = "slipway.local.agent";

    /** @param variables of the runtime's environment */
    static AgentScript of(Map<String, String> labels, int version, Map<String, String> variables) {
        ObjectNode script = Json.read(labels.getOrDefault(LABEL, "{}").getBytes(UTF_8));
        ObjectNode ok = Json.object().put("answer", "ok").put("version", String.valueOf(version));
        JsonNode answer = script.has("answer") ? script.get("answer") : ok;
        return new AgentScript(
                Json.write(new Placeholders(variables).fill(answer)),
                script.path("status").asInt(200),
                script.path("contentType").asText("application/json"),
                Duration.ofMillis(script.path("delayMillis").asLong(0)),
                script.path("healthyInvocations").asLong(-1),
                stream(script.path("stream")));
    }

    private static long stream(JsonNode stream) {
        if (stream.isMissingNode()) {
            return -1;
        }
        return stream.asText().equals("forever") ? Long.MAX_VALUE : stream.asLong();
    }
}
