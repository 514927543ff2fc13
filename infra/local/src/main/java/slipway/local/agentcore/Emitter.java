package slipway.local.agentcore;

import java.util.Map;

/** Emits the metrics of invocations under the names and dimensions that AgentCore uses: none of them by version. */
final class Emitter {
    private final InvocationMetrics metrics;

    Emitter(InvocationMetrics metrics) {
        this.metrics = metrics;
    }

    void invoked(RuntimeState runtime, String endpoint, int status, long nanos) {
        Map<String, String> dimensions = dimensions(runtime, endpoint);
        metrics.record("Invocations", 1, "Count", dimensions);
        metrics.record("Throttles", status == 429 ? 1 : 0, "Count", dimensions);
        metrics.record("UserErrors", status >= 400 && status < 500 && status != 429 ? 1 : 0, "Count", dimensions);
        metrics.record("SystemErrors", status >= 500 ? 1 : 0, "Count", dimensions);
        metrics.record("Latency", nanos / 1e6, "Milliseconds", dimensions);
    }

    void session(RuntimeState runtime, String endpoint) {
        metrics.record("SessionCount", 1, "Count", dimensions(runtime, endpoint));
    }

    private static Map<String, String> dimensions(RuntimeState runtime, String endpoint) {
        return Map.of(
                "Operation", "InvokeAgentRuntime", "Name", runtime.name() + "::" + endpoint, "Resource", runtime.arn());
    }
}
