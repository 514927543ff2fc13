package slipway.local.sns;

import java.time.Instant;

/** A mail that SNS would have sent. */
public record Mail(String to, String topicArn, String subject, String message, Instant at) {}
