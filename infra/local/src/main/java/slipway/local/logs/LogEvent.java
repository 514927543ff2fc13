package slipway.local.logs;

import java.time.Instant;

/**
 * A line of a log.
 *
 * @param number counts the lines of this machine, which is the order in which they came in
 * @param at when it was written, as its writer says
 * @param ingested when it came in
 */
record LogEvent(long number, String stream, Instant at, Instant ingested, String message) {

    /** As unique as CloudWatch's own, and in their order. */
    String id() {
        return "%056d".formatted(number);
    }
}
