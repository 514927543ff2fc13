package slipway.rollout;

import java.time.Duration;
import java.util.List;

/**
 * How patient a rollout is.
 *
 * @param shortest the first pause between two looks
 * @param longest the longest pause between two looks; longer ones are parked
 * @param ready how long a version may take to become READY (measured: 9 minutes in a VPC)
 * @param endpoint how long an endpoint may take to move
 * @param retests the pauses before a smoke test that could not be made is made again
 * @param silence how long live waits for alarms that ring to be silent
 * @param spreading how long IAM may take to know a new grant everywhere
 * @param stumbles how many calls in a row may fail for a passing reason
 */
public record Policy(
        Duration shortest,
        Duration longest,
        Duration ready,
        Duration endpoint,
        List<Duration> retests,
        Duration silence,
        Duration spreading,
        int stumbles) {

    public static Policy standard() {
        return new Policy(
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15)),
                Duration.ofMinutes(30),
                Duration.ofMinutes(2),
                40);
    }

    /** A pause that grows with the time already waited: a tenth of it, within the bounds. */
    Duration pause(Duration waited) {
        Duration tenth = waited.dividedBy(10);
        return tenth.compareTo(shortest) < 0 ? shortest : tenth.compareTo(longest) > 0 ? longest : tenth;
    }

    /** A pause that doubles with every failure. */
    Duration backOff(int failures) {
        return pause(shortest.multipliedBy(10L << Math.min(failures, 10)));
    }
}
