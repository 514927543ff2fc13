package slipway.local.assembly;

import org.jspecify.annotations.Nullable;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;

/** Makes, changes and deletes one resource of a stack at a time, and tells how that goes. */
final class Workshop {
    private static final String REPLACED =
            "Requested update required the provision of a new physical resource; hence creating one.";

    private final Providers providers;

    Workshop(Providers providers) {
        this.providers = providers;
    }

    /** @throws ResourceFailed after which it is noted what may be there */
    Made make(DeployedStack stack, Wanted wanted, Retention retention) {
        put(stack, wanted, null, retention, ResourceStatus.CREATE_IN_PROGRESS, null);
        try {
            Made made = providers.of(wanted.type()).make(wanted);
            put(stack, wanted, made, retention, ResourceStatus.CREATE_COMPLETE, null);
            return made;
        } catch (RuntimeException e) {
            Made half = e instanceof HalfMade there ? there.made() : null;
            put(stack, wanted, half, retention, ResourceStatus.CREATE_FAILED, e.getMessage());
            throw new ResourceFailed(wanted, "create", e);
        }
    }

    /** @throws ResourceFailed after which the resource is noted as it was wanted, and as it is */
    void update(DeployedStack stack, StackResource there, Wanted wanted, Retention retention) {
        ResourceProvider provider = providers.of(wanted.type());
        change(stack, there, wanted, retention, made -> provider.update(wanted, there.wanted(), made));
    }

    /** Brings back what was there before, whatever became of it. */
    void restore(DeployedStack stack, StackResource there, StackResource before) {
        ResourceProvider provider = providers.of(before.type());
        Made was = require(before);
        change(
                stack,
                there,
                before.wanted(),
                before.retention(),
                made -> provider.restore(before.wanted(), there.wanted(), made, was));
    }

    @FunctionalInterface
    private interface Change {
        Made of(Made made);
    }

    private void change(DeployedStack stack, StackResource there, Wanted wanted, Retention retention, Change change) {
        Made made = require(there);
        put(stack, wanted, made, retention, ResourceStatus.UPDATE_IN_PROGRESS, null);
        try {
            Made changed = change.of(made);
            if (!changed.physicalId().equals(made.physicalId())) {
                stack.journal().leave(there.with(retention));
                stack.tell(there, ResourceStatus.UPDATE_IN_PROGRESS, REPLACED);
            }
            put(stack, wanted, changed, retention, ResourceStatus.UPDATE_COMPLETE, null);
        } catch (RuntimeException e) {
            if (e instanceof HalfMade half) {
                stack.journal()
                        .leave(new StackResource(
                                wanted, half.made(), retention, ResourceStatus.UPDATE_FAILED, null, stack.now()));
            }
            put(stack, wanted, made, retention, ResourceStatus.UPDATE_FAILED, e.getMessage());
            throw new ResourceFailed(wanted, "update", e);
        }
    }

    /** @throws ResourceFailed after which it is still noted */
    void delete(DeployedStack stack, StackResource there) {
        stack.note(as(stack, there, ResourceStatus.DELETE_IN_PROGRESS, null));
        try {
            dispose(stack, there);
            stack.remove(there.logicalId());
        } catch (ResourceFailed e) {
            stack.note(as(stack, there, ResourceStatus.DELETE_FAILED, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** What the template says of a resource cannot be read: nothing is done to it. */
    ResourceFailed unread(DeployedStack stack, Wanted wanted, @Nullable StackResource there, RuntimeException e) {
        ResourceStatus status = there == null ? ResourceStatus.CREATE_FAILED : ResourceStatus.UPDATE_FAILED;
        StackResource failed =
                there == null ? new StackResource(wanted, null, Retention.NONE, status, null, stack.now()) : there;
        stack.tell(failed, status, e.getMessage());
        return new ResourceFailed(wanted, there == null ? "create" : "update", e);
    }

    /** Deletes what the stack has no more, or has no longer under this id. */
    void dispose(DeployedStack stack, StackResource old) {
        stack.tell(old, ResourceStatus.DELETE_IN_PROGRESS, null);
        try {
            if (old.made() != null) {
                providers.of(old.type()).delete(old.wanted(), old.made());
            }
            stack.tell(old, ResourceStatus.DELETE_COMPLETE, null);
        } catch (RuntimeException e) {
            stack.tell(old, ResourceStatus.DELETE_FAILED, e.getMessage());
            throw new ResourceFailed(old.wanted(), "delete", e);
        }
    }

    /** Lets go of it: it stays, and is the stack's no more. */
    void skip(DeployedStack stack, StackResource there) {
        stack.remove(there.logicalId());
        stack.tell(there, ResourceStatus.DELETE_SKIPPED, null);
    }

    private static Made require(StackResource resource) {
        Made made = resource.made();
        if (made == null) {
            throw new IllegalStateException(resource.logicalId() + " is not there");
        }
        return made;
    }

    private static StackResource as(
            DeployedStack stack, StackResource there, ResourceStatus status, @Nullable String why) {
        return new StackResource(there.wanted(), there.made(), there.retention(), status, why, stack.now());
    }

    private static void put(
            DeployedStack stack,
            Wanted wanted,
            @Nullable Made made,
            Retention retention,
            ResourceStatus status,
            @Nullable String why) {
        stack.put(new StackResource(wanted, made, retention, status, why, stack.now()));
    }
}
