package slipway.resource;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.resource.Turn.Again;
import slipway.resource.Turn.Arrived;
import slipway.resource.Turn.Gone;
import slipway.resource.Turn.Refused;

/**
 * The runtime that an update made in the place of the present one, and could not delete when it failed. CloudFormation
 * does not know of it; it asks for the old name again, and that is when it goes.
 */
final class Leftover {
    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);

    private final AgentRuntimes runtimes;
    private final Removing removing;

    Leftover(AgentRuntimes runtimes, Removing removing) {
        this.runtimes = runtimes;
        this.removing = removing;
    }

    /** Has it deleted; empty where there is none, or no more. */
    Optional<Turn> next(RuntimeName tried, RuntimeId present, Task task, Note note) {
        return runtimes.find(tried)
                .flatMap(id -> Sight.of(runtimes, id))
                .filter(sight -> Ownership.isMadeFor(present, task.subject(), sight.tags()))
                .map(sight -> sight.runtime().id())
                .flatMap(id -> remove(id, task, note));
    }

    private Optional<Turn> remove(RuntimeId id, Task task, Note note) {
        return switch (removing.next(id, task.subject(), note, task.now())) {
            case Again again -> Optional.of(again);
            case Gone _, Arrived _ -> Optional.empty();
            case Refused refused -> {
                // A stack that cannot go back either would be stuck for good.
                LOG.error("runtime {} stays, which an update left: {}", id, refused.reason());
                yield Optional.empty();
            }
        };
    }
}
