package slipway.local.states;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as it is now; an execution keeps the definition and the role with which it started.
 *
 * @param revision names what the last update made; null as long as there was none
 */
record StateMachine(
        String arn,
        String name,
        String roleArn,
        Definition definition,
        Instant created,
        Instant updated,
        @Nullable String revision) {}
