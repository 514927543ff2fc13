package slipway.local.assembly;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack.Version;
import slipway.local.assembly.ResourceProvider.Wanted;

/** Makes a stack as another template wants it: touches only what is to be different, and deletes last. */
final class Update {
    private final DeployedStack stack;
    private final Site site;

    Update(DeployedStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    /** @throws RuntimeException why it failed, after what the stack is to do then */
    void run(Version wanted) {
        Version was = stack.version();
        Set<String> imports = site.exports().importAnew(stack.name());
        stack.journal().begin(new Journal.Stable(was, stack.outputs(), imports));
        stack.deployFrom(wanted);
        List<StackResource> removed;
        try {
            removed = new Blueprint(stack, was, site).lastFirst(change(new Blueprint(stack, wanted, site)));
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
        stack.become(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, null);
        String problem = new CleanUp(stack, site).run(removed, false);
        stack.journal().end();
        stack.become(StackStatus.UPDATE_COMPLETE, problem);
    }

    /** What the template wants no more. */
    private List<StackResource> change(Blueprint blueprint) {
        for (String logicalId : blueprint.order()) {
            if (stack.isCancelled()) {
                throw new IllegalStateException("User Initiated");
            }
            touch(blueprint, logicalId);
        }
        stack.outputs(blueprint.publish(site.exports()));
        return stack.resources().stream()
                .filter(resource -> !blueprint.has(resource.logicalId()))
                .toList();
    }

    private void touch(Blueprint blueprint, String logicalId) {
        @Nullable StackResource there = stack.resource(logicalId).orElse(null);
        Wanted wanted = wanted(blueprint, logicalId, there);
        Retention retention = blueprint.retention(logicalId);
        if (there != null && there.is(wanted)) {
            stack.note(there.with(retention));
            return;
        }
        stack.journal().touch(logicalId, stack.resource(logicalId).filter(one -> one.made() != null));
        if (there == null || there.made() == null) {
            site.workshop().make(stack, wanted, retention);
        } else {
            site.workshop().update(stack, there, wanted, retention);
        }
    }

    private Wanted wanted(Blueprint blueprint, String logicalId, @Nullable StackResource there) {
        try {
            return blueprint.wanted(logicalId);
        } catch (RuntimeException e) {
            throw site.workshop().unread(stack, blueprint.unread(logicalId), there, e);
        }
    }

    private void failed(RuntimeException e) {
        String why = ResourceFailed.summary(e);
        if (stack.onFailure() == OnFailure.DO_NOTHING) {
            stack.become(StackStatus.UPDATE_FAILED, why);
            return;
        }
        stack.become(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, why);
        new UpdateRollback(stack, site).run();
    }
}
