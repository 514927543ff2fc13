package slipway.drift;

import java.time.Duration;
import java.time.Instant;

/** What has just happened is on its way: its event may arrive any moment, so that it is no drift yet. */
final class Settling {
    private static final Duration TIME = Duration.ofMinutes(1);

    private Settling() {}

    static boolean isOver(Instant since, Instant now) {
        return !since.plus(TIME).isAfter(now);
    }
}
