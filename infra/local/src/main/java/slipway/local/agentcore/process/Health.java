package slipway.local.agentcore.process;

import java.time.Duration;

/**
 * How a program is watched, on the wall.
 *
 * @param start the longest that it may take to become healthy
 * @param interval between two looks at a healthy one
 * @param timeout of one look
 * @param failures in a row after which it counts as unhealthy
 */
record Health(Duration start, Duration interval, Duration timeout, int failures) {
    /** AgentCore gives a start 120 s; how often it looks afterwards is not documented. */
    static final Health USUAL = new Health(Duration.ofSeconds(120), Duration.ofSeconds(1), Duration.ofSeconds(5), 3);
}
