package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.DeployedStack.Output;
import slipway.local.assembly.DeployedStack.Version;
import slipway.local.assembly.ResourceProvider.Wanted;

/** A template with its parameters, read while one operation works on a stack. */
final class Blueprint {
    private static final String HIDDEN = "****";

    private final DeployedStack stack;
    private final JsonNode template;
    private final StackScope scope;
    private final Map<String, Set<String>> needs;

    Blueprint(DeployedStack stack, Version version, Site site) {
        this.stack = stack;
        this.template = version.artifact().template();
        this.scope = new StackScope(stack, version, site);
        this.needs = Plan.of(template, scope::condition);
    }

    /** The logical ids, those first that others need. */
    List<String> order() {
        return List.copyOf(needs.keySet());
    }

    /** What a resource needs, by logical id. */
    Set<String> needs(String logicalId) {
        return needs.getOrDefault(logicalId, Set.of());
    }

    boolean has(String logicalId) {
        return needs.containsKey(logicalId);
    }

    String type(String logicalId) {
        return resource(logicalId).path("Type").asText();
    }

    /** The resource with its properties as they are now: what it needs must be there. */
    Wanted wanted(String logicalId) {
        JsonNode properties = new Intrinsics(scope).resolve(resource(logicalId).path("Properties"));
        return new Wanted(
                stack.id(),
                stack.name(),
                logicalId,
                type(logicalId),
                properties instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
    }

    /** The resource, its properties unknown: for who says what is wrong with them. */
    Wanted unread(String logicalId) {
        return new Wanted(stack.id(), stack.name(), logicalId, type(logicalId), JsonNodeFactory.instance.objectNode());
    }

    Retention retention(String logicalId) {
        return Retention.of(resource(logicalId));
    }

    /** In the order in which they go: those first that need others, and first of all those that it does not know. */
    List<StackResource> lastFirst(List<StackResource> resources) {
        List<String> order = order();
        List<StackResource> sorted = new ArrayList<>(resources.reversed());
        sorted.sort(Comparator.comparingInt((StackResource resource) -> rank(order, resource.logicalId()))
                .reversed());
        return sorted;
    }

    private static int rank(List<String> order, String logicalId) {
        int index = order.indexOf(logicalId);
        return index < 0 ? order.size() : index;
    }

    private JsonNode resource(String logicalId) {
        return template.path("Resources").path(logicalId);
    }

    /**
     * What the stack gives out: its exports to other stacks from now on.
     *
     * @throws IllegalArgumentException when one is taken, or another stack needs one as it was
     */
    List<Output> publish(Exports exports) {
        List<Output> outputs = new ArrayList<>();
        List<Exports.Export> exported = new ArrayList<>();
        template.path("Outputs").properties().forEach(output -> {
            JsonNode body = output.getValue();
            if (!body.has("Condition") || scope.condition(body.path("Condition").asText())) {
                outputs.add(output(output.getKey(), body, exported));
            }
        });
        exports.publish(stack.name(), exported);
        return outputs;
    }

    private Output output(String key, JsonNode body, List<Exports.Export> exported) {
        Intrinsics intrinsics = new Intrinsics(scope);
        String export = body.has("Export") ? intrinsics.text(body.path("Export").path("Name")) : null;
        scope.hasReadSecret();
        String value = intrinsics.text(body.path("Value"));
        if (export != null) {
            exported.add(new Exports.Export(export, stack.name(), value));
        }
        return new Output(
                key,
                scope.hasReadSecret() ? HIDDEN : value,
                body.path("Description").textValue(),
                export);
    }
}
