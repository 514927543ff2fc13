package slipway.smoke;

import java.time.Duration;

/**
 * One answer of an agent, fit for a record.
 *
 * @param status the HTTP status; 0 if none came in time
 * @param answer the start of the answer, at most 2 KB of UTF-8, what cannot be printed escaped
 */
public record Sample(int status, Duration latency, String answer) {}
