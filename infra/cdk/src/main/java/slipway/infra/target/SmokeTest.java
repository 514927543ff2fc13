package slipway.infra.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a version is proven before live points to it. */
public sealed interface SmokeTest {

    /** Sends {@code payload}, a JSON text, and expects {@code expectation} of the answer. */
    static Probe ask(String payload, Expectation expectation) {
        return new Probe(payload, expectation, Duration.ofSeconds(30), null, 1, 1, Duration.ofMinutes(5), 1 << 20);
    }

    /** Goes live unproven, which the rollout's record then says. */
    static Skipped skip(String reason) {
        return new Skipped(reason);
    }

    /**
     * A question to the candidate.
     *
     * @param payload a JSON text
     * @param latency longest that one answer may take
     * @param latencyRatio how many times as long as live's the median answer may take, above 1, at most 100; absent where live is not asked
     * @param samples how often it is asked
     * @param mustPass how many of the answers must be as expected
     * @param deadline longest that the test may take, retries included
     * @param maxBytes longest answer that is read
     */
    record Probe(
            String payload,
            Expectation expectation,
            Duration latency,
            @Nullable Double latencyRatio,
            int samples,
            int mustPass,
            Duration deadline,
            int maxBytes)
            implements SmokeTest {

        /** The same question, asked {@code samples} times, of which {@code mustPass} must pass. */
        public Probe sampled(int samples, int mustPass) {
            return new Probe(payload, expectation, latency, latencyRatio, samples, mustPass, deadline, maxBytes);
        }

        /** The same question, each answer within {@code latency}, all of it within {@code deadline}. */
        public Probe within(Duration latency, Duration deadline) {
            return new Probe(payload, expectation, latency, latencyRatio, samples, mustPass, deadline, maxBytes);
        }

        /** The same question, asked of live as well: the median answer takes at most {@code ratio} times as long. */
        public Probe comparedWithLive(double ratio) {
            return new Probe(payload, expectation, latency, ratio, samples, mustPass, deadline, maxBytes);
        }
    }

    /** No test, and why. */
    record Skipped(String reason) implements SmokeTest {}
}
