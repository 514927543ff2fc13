package slipway.local.assembly;

import java.util.List;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;

/** Makes a stack's resources, those first that others need; goes on where an earlier try failed. */
final class Creation {
    private final DeployedStack stack;
    private final Site site;

    Creation(DeployedStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    /** @throws RuntimeException why it failed, after what the stack is to do then */
    void run() {
        try {
            makeAll();
            stack.become(StackStatus.CREATE_COMPLETE, null);
        } catch (RuntimeException e) {
            failed(ResourceFailed.summary(e));
            throw e;
        }
    }

    private void makeAll() {
        Blueprint blueprint = new Blueprint(stack, stack.version(), site);
        List<String> order = blueprint.order();
        for (int index = 0; index < order.size(); index++) {
            String logicalId = order.get(index);
            if (!isThere(logicalId)) {
                Wanted wanted = wanted(blueprint, logicalId);
                Made made = site.workshop().make(stack, wanted, blueprint.retention(logicalId));
                site.progress().made(wanted, made, index + 1, order.size());
            }
        }
        stack.outputs(blueprint.publish(site.exports()));
    }

    private Wanted wanted(Blueprint blueprint, String logicalId) {
        try {
            return blueprint.wanted(logicalId);
        } catch (RuntimeException e) {
            throw site.workshop().unread(stack, blueprint.unread(logicalId), null, e);
        }
    }

    /** What an earlier try began goes away before it is made again. */
    private boolean isThere(String logicalId) {
        StackResource there = stack.resource(logicalId).orElse(null);
        if (there == null || there.status() == ResourceStatus.CREATE_COMPLETE) {
            return there != null;
        }
        if (there.made() == null) {
            stack.remove(logicalId);
        } else {
            site.workshop().delete(stack, there);
        }
        return false;
    }

    private void failed(String why) {
        switch (stack.onFailure()) {
            case DO_NOTHING -> stack.become(StackStatus.CREATE_FAILED, why);
            case ROLLBACK -> {
                stack.become(StackStatus.ROLLBACK_IN_PROGRESS, why + "Rollback requested by user.");
                new Deletion(stack, site).afterFailedCreation();
            }
            case DELETE -> {
                stack.become(StackStatus.DELETE_IN_PROGRESS, why + "Delete requested by user.");
                new Deletion(stack, site).afterFailedCreation();
            }
        }
    }
}
