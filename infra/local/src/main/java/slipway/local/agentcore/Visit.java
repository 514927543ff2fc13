package slipway.local.agentcore;

import java.time.Instant;

/**
 * Who is invoked: a session at an endpoint, and the version that it began with.
 *
 * @param runtime its id
 * @param began tells the session from an earlier one of the same name
 */
record Visit(String runtime, String endpoint, VersionState version, String session, Instant began) {}
