/** CloudWatch Logs: groups, their streams, the last lines of each, and the metrics that lines carry. */
@org.jspecify.annotations.NullMarked
package slipway.local.logs;
