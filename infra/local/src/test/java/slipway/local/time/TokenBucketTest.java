package slipway.local.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void letsAsManyThroughAsFitIntoASecondAndFillsWithTime() {
        TokenBucket bucket = new TokenBucket(2, nanos::get);
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();

        nanos.addAndGet(500_000_000);

        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
    }

    @Test
    void neverHoldsMoreThanASecondsCalls() {
        TokenBucket bucket = new TokenBucket(2, nanos::get);
        nanos.addAndGet(60_000_000_000L);

        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
    }
}
