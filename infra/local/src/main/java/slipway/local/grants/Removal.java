package slipway.local.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import slipway.local.iam.Grant;

/**
 * Takes one action out of a statement.
 *
 * @param statement as it is deployed
 * @param holders whose statement it is: a role and one of its policies, by name
 * @param tests those that called the action by this statement, the one that called least first
 */
record Removal(String action, JsonNode statement, Set<Holder> holders, List<String> tests) {

    record Holder(String role, String policy) {}

    private record Key(String action, JsonNode statement) {}

    /** One for each action of each statement that some test called. */
    static List<Removal> of(Map<String, Set<Grant>> calledByTest) {
        List<Map.Entry<String, Set<Grant>>> tests = calledByTest.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(one.getValue().size(), other.getValue().size()))
                .toList();
        Map<Key, Removal> removals = new LinkedHashMap<>();
        tests.forEach(test -> test.getValue()
                .forEach(grant -> removals.merge(
                        new Key(grant.action(), grant.statement()), one(grant, test.getKey()), Removal::and)));
        return removals.values().stream()
                .sorted((one, other) -> one.title().compareTo(other.title()))
                .toList();
    }

    private static Removal one(Grant grant, String test) {
        return new Removal(
                grant.action(), grant.statement(), Set.of(new Holder(grant.role(), grant.policy())), List.of(test));
    }

    private Removal and(Removal other) {
        Set<Holder> all = new LinkedHashSet<>(holders);
        all.addAll(other.holders);
        Set<String> calling = new LinkedHashSet<>(tests);
        calling.addAll(other.tests);
        return new Removal(action, statement, all, List.copyOf(calling));
    }

    /** The same in every run on the same templates. */
    String title() {
        Set<String> roles = new TreeSet<>();
        holders.forEach(holder -> roles.add(holder.role()));
        return "%s of %s on %s%s"
                .formatted(
                        action,
                        String.join(", ", roles),
                        statement.path("Resource"),
                        statement.has("Condition") ? " if " + statement.path("Condition") : "");
    }

    /** Whether anything was there to take out of the template. */
    boolean applyTo(JsonNode template) {
        boolean applied = false;
        for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
            for (ArrayNode statements : policies(resource.getKey(), resource.getValue())) {
                applied |= takeFrom(statements);
            }
        }
        return applied;
    }

    /** Whether the template makes one of the holders. */
    boolean isOfRoleIn(JsonNode template) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::IAM::Role"))
                .map(role -> role.at("/Properties/RoleName").asText())
                .anyMatch(name ->
                        holders.stream().anyMatch(holder -> holder.role().equals(name)));
    }

    /** The statements of the holders' policies that this resource makes. */
    private List<ArrayNode> policies(String logicalId, JsonNode resource) {
        JsonNode properties = resource.path("Properties");
        return switch (resource.path("Type").asText()) {
            case "AWS::IAM::Role" ->
                properties
                        .path("Policies")
                        .valueStream()
                        .filter(policy -> holders.contains(new Holder(
                                properties.path("RoleName").asText(),
                                policy.path("PolicyName").asText())))
                        .map(policy -> statements(policy))
                        .toList();
            case "AWS::IAM::Policy" ->
                isHeld(properties.path("PolicyName").asText(), logicalId) ? List.of(statements(properties)) : List.of();
            case "AWS::IAM::ManagedPolicy" ->
                isHeld(properties.path("ManagedPolicyName").asText(), logicalId)
                        ? List.of(statements(properties))
                        : List.of();
            default -> List.of();
        };
    }

    private boolean isHeld(String name, String logicalId) {
        return holders.stream()
                .map(Holder::policy)
                .anyMatch(policy -> policy.equals(name) || policy.endsWith("-" + logicalId));
    }

    private static ArrayNode statements(JsonNode policy) {
        return (ArrayNode) policy.at("/PolicyDocument/Statement");
    }

    private boolean takeFrom(ArrayNode statements) {
        boolean applied = false;
        for (Iterator<JsonNode> each = statements.iterator(); each.hasNext(); ) {
            JsonNode written = each.next();
            if (isDeployedAs(written, statement)) {
                applied = true;
                if (written.path("Action") instanceof ArrayNode actions && actions.size() > 1) {
                    actions.removeIf(one -> one.asText().equals(action));
                } else {
                    each.remove();
                }
            }
        }
        return applied;
    }

    /** Whether the template's text can become the deployed one: only intrinsic functions stand for something else. */
    private static boolean isDeployedAs(JsonNode written, JsonNode deployed) {
        if (written instanceof ObjectNode object) {
            String first = object.isEmpty() ? "" : object.fieldNames().next();
            return first.equals("Ref")
                    || first.startsWith("Fn::")
                    || (written.size() == deployed.size()
                            && object.properties().stream()
                                    .allMatch(one -> isDeployedAs(one.getValue(), deployed.path(one.getKey()))));
        }
        if (written instanceof ArrayNode array) {
            return array.size() == deployed.size()
                    && IntStream.range(0, array.size())
                            .allMatch(index -> isDeployedAs(array.get(index), deployed.path(index)));
        }
        return written.equals(deployed);
    }
}
