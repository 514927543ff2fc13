package slipway.infra.target;

import java.time.Duration;

/** How a version is proven before live points to it. */
public sealed interface SmokeTest {

    /** Sends {@code payload}, a JSON text, and expects {@code expectation} of the answer. */
    static Probe ask(String payload, Expectation expectation) {
        return new Probe(payload, expectation, Duration.ofSeconds(30), 1, 1, Duration.ofMinutes(5), 1 << 20);
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
     * @param samples how often it is asked
     * @param mustPass how many of the answers must be as expected
     * @param deadline longest that the test may take, retries included
     * @param maxBytes longest answer that is read
     */
    record Probe(
            String payload,
            Expectation expectation,
            Duration latency,
            int samples,
            int mustPass,
            Duration deadline,
            int maxBytes)
            implements SmokeTest {

        /** The same question, asked {@code samples} times, of which {@code mustPass} must pass. */
        public Probe sampled(int samples, int mustPass) {
            return new Probe(payload, expectation, latency, samples, mustPass, deadline, maxBytes);
        }

        /** The same question, each answer within {@code latency}, all of it within {@code deadline}. */
        public Probe within(Duration latency, Duration deadline) {
            return new Probe(payload, expectation, latency, samples, mustPass, deadline, maxBytes);
        }
    }

    /** No test, and why. */
    record Skipped(String reason) implements SmokeTest {}
}
