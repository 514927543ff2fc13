package slipway.local.time;

import java.util.function.LongSupplier;

/** Lets so many calls a second through, by the wall's clock: a documented rate is not scaled. */
public final class TokenBucket {
    private final double perSecond;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    public TokenBucket(double perSecond) {
        this(perSecond, System::nanoTime);
    }

    TokenBucket(double perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.tokens = Math.max(1, perSecond);
        this.filledAt = nanos.getAsLong();
    }

    /** Whether one more call fits; a burst may be as large as one second's calls. */
    public synchronized boolean take() {
        long now = nanos.getAsLong();
        tokens = Math.min(Math.max(1, perSecond), tokens + (now - filledAt) * perSecond / 1e9);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
