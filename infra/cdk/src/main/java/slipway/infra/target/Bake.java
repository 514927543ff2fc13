package slipway.infra.target;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How live is watched after it has moved; what is found wrong brings it back.
 *
 * @param time how long, 1 minute to 24 hours, whole minutes
 * @param alarms names of CloudWatch alarms beside the control plane, at most 20: one that rings keeps live from moving, one that begins to ring after the move brings it back
 * @param traffic how much traffic the bounds need; the control plane's own defaults where it is absent
 */
public record Bake(
        Duration time,
        List<String> alarms,
        Bounds bounds,
        @Nullable Traffic traffic) {
    public Bake {
        alarms = List.copyOf(alarms);
    }

    /** Watches for so long; until an alarm or a bound is named, nothing brings live back by itself. */
    public static Bake lasting(Duration time) {
        return new Bake(time, List.of(), Bounds.none(), null);
    }

    /** The same bake, under these alarms. */
    public Bake under(String... alarmNames) {
        return new Bake(time, List.of(alarmNames), bounds, traffic);
    }

    /** The same bake, within these bounds. */
    public Bake within(Bounds bounds) {
        return new Bake(time, alarms, bounds, traffic);
    }

    /** The same bake, whose bounds need so much traffic; only with bounds. */
    public Bake needing(Traffic traffic) {
        return new Bake(time, alarms, bounds, traffic);
    }

    /**
     * Bounds on AgentCore's metrics of the live endpoint, over whole minutes after the move; what is absent is not looked at.
     *
     * @param errorPercent errors among a hundred invocations, 0 to 100
     * @param throttlePercent throttles among a hundred invocations, 0 to 100
     * @param latency mean latency, 1 ms to 15 minutes
     * @param latencyRatio mean latency against that of as long a time before the move, above 1, at most 100
     */
    public record Bounds(
            @Nullable Double errorPercent,
            @Nullable Double throttlePercent,
            @Nullable Duration latency,
            @Nullable Double latencyRatio) {

        /** Nothing is looked at. */
        public static Bounds none() {
            return new Bounds(null, null, null, null);
        }

        /** The same bounds, and at most so many errors among a hundred invocations. */
        public Bounds errors(double percent) {
            return new Bounds(percent, throttlePercent, latency, latencyRatio);
        }

        /** The same bounds, and at most so many throttles among a hundred invocations. */
        public Bounds throttles(double percent) {
            return new Bounds(errorPercent, percent, latency, latencyRatio);
        }

        /** The same bounds, and at most this mean latency. */
        public Bounds latency(Duration most) {
            return new Bounds(errorPercent, throttlePercent, most, latencyRatio);
        }

        /** The same bounds, and at most so many times the mean latency of before the move. */
        public Bounds slowdown(double ratio) {
            return new Bounds(errorPercent, throttlePercent, latency, ratio);
        }
    }

    /**
     * How much traffic a judgement needs, the control plane's own not counted, and what happens without it.
     *
     * @param minInvocations 0 to 1,000,000
     * @param minNewSessions 0 to 1,000,000: older sessions keep the version that they began with
     * @param patience how much longer to wait for them, up to 24 hours, whole minutes
     * @param otherwise what happens when they do not come
     */
    public record Traffic(int minInvocations, int minNewSessions, Duration patience, Otherwise otherwise) {}

    /** What too little traffic leads to. */
    public enum Otherwise {
        PROMOTE,
        ROLL_BACK
    }
}
