package slipway.local.iam;

/**
 * What policies are asked.
 *
 * @param resource an ARN, or {@code *} for an action that AWS does not bind to a resource
 */
record Question(String action, String resource, Context context) {}
