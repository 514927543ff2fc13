package slipway.local.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack.Output;
import slipway.local.assembly.DeployedStack.Version;

/** What an update has done so far, so that it can be undone. */
final class Journal {
    private @Nullable Stable stable;
    private final Map<String, Optional<StackResource>> before = new LinkedHashMap<>();
    private final List<StackResource> behind = new ArrayList<>();

    /** What the stack goes back to. */
    record Stable(Version version, List<Output> outputs, Set<String> imports) {}

    /** An update begins; one that goes on after a failure goes back to where the first one began. */
    synchronized void begin(Stable now) {
        if (stable == null) {
            stable = now;
        }
    }

    synchronized Stable stable() {
        if (stable == null) {
            throw new IllegalStateException("There is no update to go back from");
        }
        return stable;
    }

    /** A resource is about to be touched. */
    synchronized void touch(String logicalId, Optional<StackResource> now) {
        before.putIfAbsent(logicalId, now);
    }

    /** The resources that were touched as they were before, the last one first; empty for those that were not there. */
    synchronized Map<String, Optional<StackResource>> touched() {
        Map<String, Optional<StackResource>> reversed = new LinkedHashMap<>();
        List.copyOf(before.keySet()).reversed().forEach(id -> reversed.put(id, before.get(id)));
        return reversed;
    }

    synchronized void undone(String logicalId) {
        before.remove(logicalId);
    }

    /** Something that another one has taken the place of. */
    synchronized void leave(StackResource resource) {
        behind.add(resource);
    }

    /** What was left behind and is not what the stack has now, each once. */
    synchronized List<StackResource> behind(DeployedStack stack) {
        Set<String> seen = new HashSet<>();
        return behind.reversed().stream()
                .filter(old -> stack.resource(old.logicalId())
                        .map(now -> !now.physicalId().equals(old.physicalId()))
                        .orElse(true))
                .filter(old -> seen.add(old.logicalId() + " " + old.physicalId()))
                .toList();
    }

    synchronized void end() {
        stable = null;
        before.clear();
        behind.clear();
    }
}
