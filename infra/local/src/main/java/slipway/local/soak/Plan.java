package slipway.local.soak;

import java.time.Duration;

/**
 * What is soaked.
 *
 * @param seed decides what is done to whom, and what fails; when, the machine decides as well
 * @param load how long things happen and fail, on the wall
 * @param settling how long everything may take to come to rest after that, on the wall
 */
public record Plan(long seed, Duration load, Duration settling) {}
