package slipway.monitor;

import java.time.Duration;
import java.util.Optional;

/**
 * What an endpoint was asked in a span of time, added up.
 *
 * @param invocations all of them
 * @param errors those that ended in an error of the service or of the agent: AgentCore counts an agent that fails as
 *     424, among {@code UserErrors}
 * @param throttles those that were turned away with 429
 * @param newSessions sessions that began
 * @param latencyMillis the sum of the answers' latencies
 * @param answers how many answers that sum counts
 */
public record Traffic(
        long invocations, long errors, long throttles, long newSessions, double latencyMillis, long answers) {

    /** No traffic at all. */
    public static Traffic none() {
        return new Traffic(0, 0, 0, 0, 0, 0);
    }

    /** Errors among a hundred invocations; 0 where there were none. */
    public double errorPercent() {
        return percent(errors);
    }

    /** Throttles among a hundred invocations; 0 where there were none. */
    public double throttlePercent() {
        return percent(throttles);
    }

    /** The mean latency; empty where nothing was answered. */
    public Optional<Duration> latency() {
        return answers == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(latencyMillis / answers)));
    }

    private double percent(long part) {
        return invocations == 0 ? 0 : 100.0 * part / invocations;
    }
}
