/** How EventBridge and its Scheduler bring things to targets: with retries, and a dead-letter queue in the end. */
@org.jspecify.annotations.NullMarked
package slipway.local.delivery;
