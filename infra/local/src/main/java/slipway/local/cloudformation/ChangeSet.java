package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.StackRequest;
import slipway.local.json.Json;
import slipway.local.wire.Xml;

/**
 * What somebody wants of a stack, to be looked at before it is done.
 *
 * @param creates whether the stack is not there yet
 */
record ChangeSet(
        String name,
        String id,
        DeployedStack stack,
        StackRequest request,
        boolean creates,
        List<Change> changes,
        Instant at) {

    /** One resource, and what is to be done with it: Add, Modify or Remove. */
    record Change(String action, String logicalId, String physicalId, String type) {
        Xml xml() {
            Xml resource = new Xml()
                    .text("Action", action)
                    .text("LogicalResourceId", logicalId)
                    .text("PhysicalResourceId", physicalId.isEmpty() ? null : physicalId)
                    .text("ResourceType", type);
            return new Xml().text("Type", "Resource").with("ResourceChange", resource);
        }
    }

    /** What the templates say differently. What follows from that shows only when it is done. */
    static List<Change> changes(DeployedStack stack, boolean creates, ObjectNode wanted) {
        JsonNode before = creates ? Json.object() : stack.artifact().template().path("Resources");
        JsonNode after = wanted.path("Resources");
        Set<String> all = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(all::add);
        before.fieldNames().forEachRemaining(all::add);
        List<Change> changes = new ArrayList<>();
        for (String logicalId : all) {
            if (!before.path(logicalId).equals(after.path(logicalId))) {
                String action = !before.has(logicalId) ? "Add" : after.has(logicalId) ? "Modify" : "Remove";
                JsonNode resource = after.has(logicalId) ? after.path(logicalId) : before.path(logicalId);
                changes.add(new Change(
                        action,
                        logicalId,
                        stack.made(logicalId).map(made -> made.physicalId()).orElse(""),
                        resource.path("Type").asText()));
            }
        }
        return changes;
    }

    /** Null where it can be done. */
    @Nullable
    String problem() {
        boolean same = !creates
                && request.artifact().template().equals(stack.artifact().template())
                && request.parameters().equals(stack.given())
                && request.artifact().tags().equals(stack.artifact().tags());
        return same
                ? "The submitted information didn't contain changes. Submit different information to create a change"
                        + " set."
                : null;
    }
}
