package slipway.local.agentcore;

import java.util.Optional;

/** What was done to a runtime and by whom, for who only looks. Callers are ARNs. */
public sealed interface Use {

    /**
     * An agent was invoked, and answered with a success.
     *
     * @param digest of the image that answered; empty for an artifact in S3
     */
    record Invoked(String caller, String runtimeId, String endpoint, int version, String digest) implements Use {}

    /**
     * A new version was asked for.
     *
     * @param token the client token; empty where none was given
     * @param made its number; empty where the update was refused
     * @param refusal the error's code; empty where it was not
     */
    record Updated(String caller, String runtimeId, String token, Optional<String> made, String refusal)
            implements Use {}
}
