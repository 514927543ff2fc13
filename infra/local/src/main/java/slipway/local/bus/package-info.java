/** EventBridge: buses, rules on AWS's own matcher, and delivery with retries and dead-letter queues. */
@org.jspecify.annotations.NullMarked
package slipway.local.bus;
