package slipway.resource;

import java.time.Instant;
import java.util.Optional;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.RuntimeId;
import slipway.customresource.Subject;
import slipway.customresource.Work;

/**
 * What a request wants of a runtime, at one look.
 *
 * @param present the runtime that the resource has before the request; empty where it has none
 * @param change of the runtime's configuration
 * @param unseen whether it may change what AgentCore never tells, so that no version can be seen to have it
 */
record Task(
        Subject subject,
        RuntimeProperties wanted,
        Optional<RuntimeId> present,
        ConfigurationChange change,
        boolean unseen,
        Instant now) {

    static Task of(Work<RuntimeProperties> work) {
        return new Task(
                work.subject(),
                work.wanted(),
                work.id().flatMap(Ownership::runtime),
                work.wanted().change(work.before()),
                work.wanted().isChangedUnseen(work.before()),
                work.now());
    }
}
