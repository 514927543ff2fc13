package slipway.local.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes a stack's resources, those first that need others. What one needs that could not be deleted stays. */
final class Deletion {
    private final DeployedStack stack;
    private final Site site;
    private final Set<String> needed = new HashSet<>();
    private final List<String> failed = new ArrayList<>();

    Deletion(DeployedStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    /** @param kept the logical ids of resources that stay whatever the template says */
    void run(Set<String> kept) {
        try {
            site.exports().publish(stack.name(), List.of());
        } catch (IllegalArgumentException e) {
            stack.become(StackStatus.DELETE_FAILED, e.getMessage());
            throw e;
        }
        deleteAll(kept, false);
        end(StackStatus.DELETE_COMPLETE, StackStatus.DELETE_FAILED);
    }

    /** The failure that it began with is the one to tell. */
    void afterFailedCreation() {
        deleteAll(Set.of(), true);
        boolean rollback = stack.status() == StackStatus.ROLLBACK_IN_PROGRESS;
        StackStatus deleted = rollback ? StackStatus.ROLLBACK_COMPLETE : StackStatus.DELETE_COMPLETE;
        StackStatus notDeleted = rollback ? StackStatus.ROLLBACK_FAILED : StackStatus.DELETE_FAILED;
        stack.become(failed.isEmpty() ? deleted : notDeleted, failed.isEmpty() ? null : why());
    }

    private void end(StackStatus deleted, StackStatus notDeleted) {
        if (!failed.isEmpty()) {
            stack.become(notDeleted, why());
            throw new IllegalStateException(why() + reasons());
        }
        site.exports().forget(stack.name());
        stack.become(deleted, null);
    }

    private void deleteAll(Set<String> kept, boolean creating) {
        List<StackResource> resources = stack.resources();
        if (resources.isEmpty()) {
            // The template may be one that nobody can read.
            return;
        }
        Blueprint blueprint = new Blueprint(stack, stack.version(), site);
        for (StackResource resource : blueprint.lastFirst(resources)) {
            String logicalId = resource.logicalId();
            if (needed.contains(logicalId)) {
                needed.addAll(blueprint.needs(logicalId));
            } else if (kept.contains(logicalId) || resource.retention().keeps(creating)) {
                site.workshop().skip(stack, resource);
            } else {
                delete(resource, blueprint);
            }
        }
    }

    private void delete(StackResource resource, Blueprint blueprint) {
        try {
            site.workshop().delete(stack, resource);
        } catch (ResourceFailed e) {
            failed.add(resource.logicalId());
            needed.addAll(blueprint.needs(resource.logicalId()));
        }
    }

    private String why() {
        return "The following resource(s) failed to delete: [%s]. ".formatted(String.join(", ", failed));
    }

    private String reasons() {
        return failed.stream()
                .flatMap(logicalId -> stack.resource(logicalId).stream())
                .map(resource -> String.valueOf(resource.reason()))
                .collect(Collectors.joining("; "));
    }
}
