package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.http.SdkHttpClient;

/** Runtimes made and deleted by AgentCore's control plane. */
public final class AgentCoreLifecycle implements RuntimeLifecycle {
    private static final String RUNTIMES = "runtimes";
    private static final String TAGS = "tags";

    private final ControlPlane control;

    /** Takes a client whose connection and socket time-outs are set. */
    public AgentCoreLifecycle(AgentCoreWire control, SdkHttpClient http) {
        this.control = new ControlPlane(control, http);
    }

    @Override
    public RuntimeId create(ObjectNode body) {
        var id = control.put("CreateAgentRuntime", List.of(RUNTIMES, ""), body)
                .path("agentRuntimeId")
                .textValue();
        if (id == null) {
            throw FailureClassifier.unanswered(
                    "bedrock-agentcore:CreateAgentRuntime", "the answer names no runtime", null);
        }
        return new RuntimeId(id);
    }

    /** Without a version in the query: the one place where that is meant. */
    @Override
    public void delete(RuntimeId id, String clientToken) {
        try {
            control.delete("DeleteAgentRuntime", List.of(RUNTIMES, id.value(), ""), Map.of("clientToken", clientToken));
        } catch (AwsFailure failure) {
            if (failure.kind() != Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
        var body = ExactJson.object();
        var sent = body.putObject(TAGS);
        tags.forEach(sent::put);
        control.post("TagResource", List.of(TAGS, arn), body);
    }

    /** A key at a time: the query then has each name once. */
    @Override
    public void untag(String arn, Set<String> keys) {
        keys.forEach(key -> control.delete("UntagResource", List.of(TAGS, arn), Map.of("tagKeys", key)));
    }
}
