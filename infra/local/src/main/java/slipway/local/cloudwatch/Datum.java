package slipway.local.cloudwatch;

import java.time.Instant;

/** One value of a metric. */
public record Datum(Instant at, double value) {}
