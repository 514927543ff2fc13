/** What CloudWatch says of the agents' traffic: alarms, and the metrics that AgentCore emits. */
@org.jspecify.annotations.NullMarked
package slipway.monitor;
