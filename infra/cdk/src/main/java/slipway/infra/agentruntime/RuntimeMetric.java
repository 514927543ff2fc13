package slipway.infra.agentruntime;

/** What AgentCore counts of an endpoint, minute by minute (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html). It counts nothing by version. */
public enum RuntimeMetric {
    INVOCATIONS("Invocations", "Sum"),
    /** Calls refused for their number. */
    THROTTLES("Throttles", "Sum"),
    /** Calls that AgentCore failed. */
    SYSTEM_ERRORS("SystemErrors", "Sum"),
    /** Calls that the caller or the agent failed. */
    USER_ERRORS("UserErrors", "Sum"),
    TOTAL_ERRORS("TotalErrors", "Sum"),
    /** From a call to the end of its answer, in milliseconds. */
    LATENCY("Latency", "Average"),
    SESSIONS("SessionCount", "Sum");

    private final String metric;
    private final String statistic;

    RuntimeMetric(String metric, String statistic) {
        this.metric = metric;
        this.statistic = statistic;
    }

    String metric() {
        return metric;
    }

    /** How its minutes are put together, unless somebody asks for something else. */
    String statistic() {
        return statistic;
    }
}
