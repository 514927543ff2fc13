package slipway.local.sns;

import java.time.Instant;

/** A message that a topic took. */
public record Published(String id, String topicArn, String subject, String message, Instant at) {}
