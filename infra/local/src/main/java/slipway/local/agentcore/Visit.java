package slipway.local.agentcore;

/**
 * Who is invoked: a session at an endpoint, and the version that it began with.
 *
 * @param runtime its id
 */
record Visit(String runtime, String endpoint, VersionState version, String session) {}
