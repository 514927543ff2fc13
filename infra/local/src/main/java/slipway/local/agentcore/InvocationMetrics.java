package slipway.local.agentcore;

import java.util.Map;

/** Takes the metrics that AgentCore emits by itself; whoever implements it stamps them by the scaled clock. */
@FunctionalInterface
public interface InvocationMetrics {
    String NAMESPACE = "AWS/Bedrock-AgentCore";

    /**
     * @param metric for example {@code Invocations}
     * @param unit CloudWatch's word, {@code Count} or {@code Milliseconds}
     */
    void record(String metric, double value, String unit, Map<String, String> dimensions);
}
