package slipway.target;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipway.monitor.AlarmName;

/**
 * How live is watched after it has moved.
 *
 * @param time how long, 1 minute to 24 hours
 * @param alarms alarms that must not ring: not when live is about to move, and not after; at most 20
 * @param bounds what the endpoint's own metrics must keep to
 * @param enough what makes the metrics worth judging by
 */
public record BakeSpec(Duration time, List<AlarmName> alarms, Bounds bounds, Enough enough) {

    /**
     * Bounds on AgentCore's metrics of the live endpoint, over whole minutes after the move; what is absent is not
     * looked at.
     *
     * @param errorPercent errors among a hundred invocations, 0 to 100
     * @param throttlePercent throttles among a hundred invocations, 0 to 100
     * @param latency the mean latency
     * @param latencyRatio the mean latency against that of as long a time before the move, more than 1
     */
    public record Bounds(
            Optional<BigDecimal> errorPercent,
            Optional<BigDecimal> throttlePercent,
            Optional<Duration> latency,
            Optional<BigDecimal> latencyRatio) {

        /** Whether there is anything to compare. */
        public boolean any() {
            return errorPercent.isPresent()
                    || throttlePercent.isPresent()
                    || latency.isPresent()
                    || latencyRatio.isPresent();
        }
    }

    /**
     * How much traffic a judgement needs, and what happens without it.
     *
     * @param minInvocations at least so many invocations
     * @param minNewSessions at least so many new sessions: old ones keep the old version
     * @param patience how much longer to wait for them, up to 24 hours
     * @param otherwise what happens when they do not come
     */
    public record Enough(int minInvocations, int minNewSessions, Duration patience, Otherwise otherwise) {}

    /** What too little traffic leads to. */
    public enum Otherwise {
        PROMOTE,
        ROLL_BACK
    }
}
