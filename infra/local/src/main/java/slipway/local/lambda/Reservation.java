package slipway.local.lambda;

import java.util.OptionalInt;
import slipway.local.edge.AwsError;

/**
 * The concurrency that is reserved for a function, all its versions together. Here only none at all refuses events: JVMs
 * are few, and what finds none of them free waits.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">reserved concurrency</a>
 */
final class Reservation {
    private final String function;
    private final FunctionMetrics metrics;
    private volatile OptionalInt reserved = OptionalInt.empty();

    Reservation(String function, FunctionMetrics metrics) {
        this.function = function;
        this.metrics = metrics;
    }

    OptionalInt reserved() {
        return reserved;
    }

    void set(OptionalInt executions) {
        reserved = executions;
    }

    boolean refuses() {
        return reserved.equals(OptionalInt.of(0));
    }

    /** @throws AwsError 429, and counts it, while nothing may run */
    void admit() {
        if (refuses()) {
            count();
            throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded.");
        }
    }

    void count() {
        metrics.put(function, "Throttles", 1);
    }
}
