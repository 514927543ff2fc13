package slipway.local.soak;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Somebody who does something now and then.
 *
 * @param every the mean pause between two acts, on the wall
 */
record Actor(String name, Duration every, Act act) {

    /** What they do. */
    @FunctionalInterface
    interface Act {
        /** @param dice decide what, and to whom */
        void once(RandomGenerator dice);
    }
}
