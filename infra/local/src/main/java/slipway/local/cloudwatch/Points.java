package slipway.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The values of one metric by period. */
final class Points {
    private Points() {}

    /** What one period holds, at least one value. */
    record Period(Instant begins, List<Datum> data) {}

    /**
     * The periods that hold values, the oldest first. One that is under way counts with what it has so far.
     *
     * @param period whole seconds: one of 1, 5, 10, 20, 30, or a multiple of 60
     */
    static List<Period> of(Metrics metrics, Series series, Duration period, Instant from, Instant until) {
        List<Period> periods = new ArrayList<>();
        for (Instant begins = from; begins.isBefore(until); begins = begins.plus(period)) {
            List<Datum> data = metrics.between(series, begins, begins.plus(period));
            if (!data.isEmpty()) {
                periods.add(new Period(begins, data));
            }
        }
        return periods;
    }

    /** The period that this time is in begins then: periods are multiples of themselves. */
    static Instant aligned(Instant time, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    static Duration period(Members input) {
        int seconds = input.whole("Period", 0);
        boolean brief = List.of(1, 5, 10, 20, 30).contains(seconds);
        if (!brief && (seconds < 60 || seconds % 60 != 0)) {
            throw Members.wrong("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}
