/** Standard queues in memory: visibility by scaled time, long polls by the wall's, redrive to dead-letter queues. */
@org.jspecify.annotations.NullMarked
package slipway.local.sqs;
