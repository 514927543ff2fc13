package slipway.local.assembly;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes what an update or its rollback has made superfluous. What cannot be deleted is left, and the stack goes on. */
final class CleanUp {
    private final DeployedStack stack;
    private final Site site;
    private final Set<String> failed = new LinkedHashSet<>();

    CleanUp(DeployedStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    /**
     * Deletes resources that the stack is to have no more, and what others have taken the place of.
     *
     * @param rollback whether all this was made by an update that failed
     * @return what the stack says of what could not be deleted; null where all was
     */
    @Nullable
    String run(List<StackResource> removed, boolean rollback) {
        List<StackResource> replaced = stack.journal().behind(stack);
        removed.forEach(resource -> {
            if (resource.retention().keeps(rollback)) {
                site.workshop().skip(stack, resource);
            } else {
                attempt(resource, () -> site.workshop().delete(stack, resource));
            }
            stack.remove(resource.logicalId());
        });
        replaced.forEach(old -> {
            if (!rollback && old.retention().keepsReplaced()) {
                stack.tell(old, ResourceStatus.DELETE_SKIPPED, null);
            } else {
                attempt(old, () -> site.workshop().dispose(stack, old));
            }
        });
        return failed.isEmpty() ? null : "Update successful. One or more resources could not be deleted: " + failed;
    }

    private void attempt(StackResource resource, Runnable deletion) {
        try {
            deletion.run();
        } catch (ResourceFailed e) {
            failed.add(resource.logicalId());
        }
    }
}
