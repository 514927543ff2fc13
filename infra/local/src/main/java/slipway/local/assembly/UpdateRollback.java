package slipway.local.assembly;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack.Version;

/** Takes a stack back to what it was before an update: whatever was touched gets its old properties again. */
final class UpdateRollback {
    private final DeployedStack stack;
    private final Site site;

    UpdateRollback(DeployedStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    /** Goes back as far as it can. How that ended, the stack tells. */
    void run() {
        Journal journal = stack.journal();
        for (Map.Entry<String, Optional<StackResource>> touched :
                journal.touched().entrySet()) {
            if (touched.getValue().isPresent()) {
                try {
                    restore(touched.getValue().get());
                } catch (ResourceFailed e) {
                    stack.become(StackStatus.UPDATE_ROLLBACK_FAILED, ResourceFailed.summary(e));
                    return;
                }
                journal.undone(touched.getKey());
            }
        }
        end(journal);
    }

    private void restore(StackResource before) {
        StackResource there = stack.resource(before.logicalId()).orElseThrow();
        site.workshop().restore(stack, there, before);
    }

    private void end(Journal journal) {
        Journal.Stable stable = journal.stable();
        List<StackResource> added = journal.touched().keySet().stream()
                .flatMap(logicalId -> stack.resource(logicalId).stream())
                .toList();
        Version failed = stack.version();
        stack.deployFrom(stable.version());
        stack.outputs(stable.outputs());
        site.exports().importAgain(stack.name(), stable.imports());
        stack.become(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, null);
        @Nullable
        String problem = new CleanUp(stack, site).run(new Blueprint(stack, failed, site).lastFirst(added), true);
        journal.end();
        stack.become(StackStatus.UPDATE_ROLLBACK_COMPLETE, problem);
    }

    /**
     * Goes on after a rollback that failed.
     *
     * @param skipped the logical ids of resources that stay as they are
     * @throws IllegalStateException when it fails again
     */
    void goOn(Set<String> skipped) {
        skipped.forEach(stack.journal()::undone);
        run();
        if (stack.status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
            throw new IllegalStateException(stack.reason());
        }
    }
}
