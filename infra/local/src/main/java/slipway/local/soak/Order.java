package slipway.local.soak;

import java.time.Instant;

/**
 * What somebody ordered.
 *
 * @param at when it was sent
 * @param answeredAt when it was answered; it took effect between the two
 */
record Order(String verb, String target, Instant at, Instant answeredAt) {}
