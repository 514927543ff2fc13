/** CloudWatch: metrics, those in log lines included, alarms that are evaluated on them, dashboards, and log groups. */
@org.jspecify.annotations.NullMarked
package slipway.local.cloudwatch;
