package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The one-minute periods of AgentCore's metrics. */
final class Minutes {
    /** AgentCore hands its metrics over in batches of a minute, so the last whole one is there a minute later. */
    static final Duration DELAY = Duration.ofMinutes(1);

    private Minutes() {}

    /** The first whole minute that begins at the time or after it: none that straddles it counts. */
    static Instant after(Instant time) {
        Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(time) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }

    /** The end of the last whole minute that ended before the time. */
    static Instant before(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Up to where the metrics are whole by now. */
    static Instant seen(Instant now) {
        return before(now.minus(DELAY));
    }
}
