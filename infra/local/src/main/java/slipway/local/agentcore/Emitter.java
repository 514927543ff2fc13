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
        boolean throttled = status == 429;
        boolean userError = status >= 400 && status < 500 && !throttled;
        boolean systemError = status >= 500;
        metrics.record("Invocations", 1, "Count", dimensions);
        metrics.record("Throttles", throttled ? 1 : 0, "Count", dimensions);
        metrics.record("UserErrors", userError ? 1 : 0, "Count", dimensions);
        metrics.record("SystemErrors", systemError ? 1 : 0, "Count", dimensions);
        metrics.record("TotalErrors", userError || systemError ? 1 : 0, "Count", dimensions);
        metrics.record("Latency", nanos / 1e6, "Milliseconds", dimensions);
    }

    /** A session began. The sources differ in the metric's name, so both are there. */
    void session(RuntimeState runtime, String endpoint) {
        metrics.record("Sessions", 1, "Count", dimensions(runtime, endpoint));
        metrics.record("SessionCount", 1, "Count", dimensions(runtime, endpoint));
    }

    private static Map<String, String> dimensions(RuntimeState runtime, String endpoint) {
        return Map.of(
                "Operation", "InvokeAgentRuntime", "Name", runtime.name() + "::" + endpoint, "Resource", runtime.arn());
    }
}
