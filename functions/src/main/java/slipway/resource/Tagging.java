package slipway.resource;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipway.agentruntime.RuntimeLifecycle;

/** Keeps a runtime's tags as they are declared. They are no part of its configuration and make no version. */
final class Tagging {
    private final RuntimeLifecycle lifecycle;
    private final Ownership ownership;

    Tagging(RuntimeLifecycle lifecycle, Ownership ownership) {
        this.lifecycle = lifecycle;
        this.ownership = ownership;
    }

    /** Calls AgentCore only where something is different; tags that nobody declared stay. */
    void tag(Sight sight, RuntimeProperties wanted, Optional<RuntimeProperties> before) {
        Map<String, String> declared = ownership.optIn(wanted.tags());
        if (!sight.tags().entrySet().containsAll(declared.entrySet())) {
            lifecycle.tag(sight.runtime().arn(), declared);
        }
        Set<String> dropped = new TreeSet<>();
        before.ifPresent(old -> dropped.addAll(old.tags().keySet()));
        dropped.removeAll(declared.keySet());
        dropped.retainAll(sight.tags().keySet());
        if (!dropped.isEmpty()) {
            lifecycle.untag(sight.runtime().arn(), dropped);
        }
    }
}
