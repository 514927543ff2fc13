/** CloudWatch: metrics, those in log lines included, alarms that are evaluated on them, and dashboards. */
@org.jspecify.annotations.NullMarked
package slipway.local.cloudwatch;
