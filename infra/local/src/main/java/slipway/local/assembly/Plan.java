package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which resources of a template are made, and in which order. */
final class Plan {
    /** Tells AWS about the CDK's use, and nothing here. */
    private static final String CDK_METADATA = "AWS::CDK::Metadata";

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Conditions",
            "Description",
            "Mappings",
            "Metadata",
            "Outputs",
            "Parameters",
            "Resources",
            "Rules");
    private static final Set<String> ATTRIBUTES =
            Set.of("Condition", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdateReplacePolicy");

    private Plan() {}

    /** What each resource needs, by logical id; those come first that others need. */
    static Map<String, Set<String>> of(JsonNode template, Predicate<String> condition) {
        known("template section", template, SECTIONS);
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        template.path("Resources").properties().forEach(resource -> {
            if (isWanted(resource.getValue(), condition)) {
                known(resource.getKey() + ": resource attribute", resource.getValue(), ATTRIBUTES);
                wanted.put(resource.getKey(), resource.getValue());
            }
        });
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        wanted.forEach((logicalId, resource) -> needs.put(logicalId, needs(resource, wanted.keySet())));
        Map<String, Set<String>> ordered = new LinkedHashMap<>();
        Order.of(needs).forEach(logicalId -> ordered.put(logicalId, needs.getOrDefault(logicalId, Set.of())));
        return ordered;
    }

    private static boolean isWanted(JsonNode resource, Predicate<String> condition) {
        boolean asked = !resource.has("Condition")
                || condition.test(resource.path("Condition").asText());
        return asked && !resource.path("Type").asText().equals(CDK_METADATA);
    }

    private static Set<String> needs(JsonNode resource, Set<String> wanted) {
        Set<String> needs = new LinkedHashSet<>(References.in(resource.path("Properties")));
        JsonNode dependsOn = resource.path("DependsOn");
        if (dependsOn.isTextual()) {
            needs.add(dependsOn.asText());
        }
        dependsOn.forEach(other -> needs.add(other.asText()));
        // The rest are parameters, and resources whose condition does not hold.
        needs.retainAll(wanted);
        return needs;
    }

    private static void known(String what, JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("The local cloud does not know the %s '%s'".formatted(what, name));
            }
        });
    }
}
