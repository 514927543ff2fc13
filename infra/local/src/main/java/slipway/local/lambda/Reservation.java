package slipway.local.lambda;

import java.util.OptionalInt;
import slipway.local.edge.AwsError;

/**
 * How many events a function may handle at once, all its versions together: what is reserved for it, else its part of
 * what is everybody's. An event that waits for a JVM of this machine counts as one that is handled.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">reserved concurrency</a>
 */
final class Reservation {
    private final String function;
    private final AccountConcurrency account;
    private final FunctionMetrics metrics;
    private OptionalInt reserved = OptionalInt.empty();
    private int running;

    Reservation(String function, AccountConcurrency account, FunctionMetrics metrics) {
        this.function = function;
        this.account = account;
        this.metrics = metrics;
    }

    /** An event's place; closed when it has been handled. */
    @FunctionalInterface
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    synchronized OptionalInt reserved() {
        return reserved;
    }

    /** @throws AwsError when too little would be left for other functions */
    synchronized void set(OptionalInt executions) {
        account.reserve(reserved.orElse(0), executions.orElse(0));
        reserved = executions;
    }

    /** @throws AwsError 429, and counts it, when as many events as may are being handled */
    synchronized Slot enter() {
        if (reserved.isPresent() && running >= reserved.getAsInt()) {
            throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
        }
        boolean everybodys = reserved.isEmpty();
        if (everybodys && !account.enter()) {
            throw throttled("ConcurrentInvocationLimitExceeded");
        }
        running++;
        return () -> leave(everybodys);
    }

    private synchronized void leave(boolean everybodys) {
        running--;
        if (everybodys) {
            account.leave();
        }
    }

    private AwsError throttled(String reason) {
        metrics.put(function, "Throttles", 1);
        return new AwsError(429, "TooManyRequestsException", "Rate Exceeded.")
                .with("Reason", reason)
                .with("Type", "User");
    }
}
