package slipway.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them. */
public final class Times {
    private Times() {}

    /** {@code 42 s}, {@code 5 min}, {@code 1 h 5 min}, {@code 3 d 4 h}: two units at most. */
    public static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long most, String unit, long rest, String smaller) {
        return rest == 0 ? most + " " + unit : "%d %s %d %s".formatted(most, unit, rest, smaller);
    }

    /** How long ago, or the time itself where it is yet to come: the local cloud's clock runs ahead. */
    public static String ago(Instant then, Instant now) {
        return then.isAfter(now) ? at(then) : length(Duration.between(then, now)) + " ago";
    }

    /** UTC, to the second. */
    public static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
