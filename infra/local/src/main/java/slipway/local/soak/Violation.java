package slipway.local.soak;

import java.time.Instant;

/**
 * Something that must never be.
 *
 * @param at scaled time
 * @param about a target, a runtime or whatever else it is about
 */
record Violation(Instant at, String about, String expected, String seen) {

    String line(long seed) {
        return "violation: seed %d, %s, %s: expected that %s; seen: %s".formatted(seed, at, about, expected, seen);
    }
}
