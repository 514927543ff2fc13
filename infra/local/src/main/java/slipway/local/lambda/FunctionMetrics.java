package slipway.local.lambda;

/** Takes what {@code AWS/Lambda} measures about each invocation, by the function's name. */
@FunctionalInterface
public interface FunctionMetrics {
    void put(String function, String metric, double value);
}
