package slipway.local.lambda;

import slipway.local.edge.AwsError;

/**
 * How many events the account's functions may handle at once: what no function has reserved is everybody's.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>
 */
final class AccountConcurrency {
    /** What an account has until it asks for more. */
    static final int LIMIT = 1000;

    private static final int EVERYBODYS = 100;

    private final int limit;
    private int reserved;
    private int running;

    AccountConcurrency(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    synchronized int unreserved() {
        return limit - reserved;
    }

    /**
     * Gives a function another share.
     *
     * @throws AwsError when too little would be left for the others
     */
    synchronized void reserve(int before, int after) {
        int all = reserved - before + after;
        if (after > before && limit - all < EVERYBODYS) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Specified ReservedConcurrentExecutions for function decreases account's"
                            + " UnreservedConcurrentExecution below its minimum value of [" + EVERYBODYS + "].");
        }
        reserved = all;
    }

    /** Whether a function without a share of its own may handle one more. */
    synchronized boolean enter() {
        if (running >= unreserved()) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void leave() {
        running--;
    }
}
