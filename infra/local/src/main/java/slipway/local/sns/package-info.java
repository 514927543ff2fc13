/** SNS: topics, their subscriptions, and an outbox where mails would go. */
@org.jspecify.annotations.NullMarked
package slipway.local.sns;
