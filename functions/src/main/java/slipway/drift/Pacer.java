package slipway.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import slipway.time.Pauses;

/** Keeps calls apart, whichever thread makes them: who comes early waits for its turn. */
public final class Pacer {
    private final InstantSource clock;
    private final Pauses pauses;
    private final Map<Rate, Instant> next = new EnumMap<>(Rate.class);

    public Pacer(InstantSource clock, Pauses pauses) {
        this.clock = clock;
        this.pauses = pauses;
    }

    /** Returns when the call may be made. */
    void await(Rate rate) {
        Duration wait = taken(rate, clock.instant());
        if (wait.isPositive()) {
            pauses.pause(wait);
        }
    }

    private synchronized Duration taken(Rate rate, Instant now) {
        Instant planned = next.getOrDefault(rate, now);
        Instant turn = planned.isBefore(now) ? now : planned;
        next.put(rate, turn.plus(rate.apart()));
        return Duration.between(now, turn);
    }
}
