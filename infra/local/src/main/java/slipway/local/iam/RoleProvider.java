package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.UniqueId;
import slipway.local.wire.Tags;

/** Makes roles with the policies that their templates write into them. */
public final class RoleProvider implements ResourceProvider {
    private final Policies policies;

    public RoleProvider(Policies policies) {
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::IAM::Role");
    }

    @Override
    public Made make(Wanted wanted) {
        understood(wanted);
        ObjectNode properties = wanted.properties();
        String name = properties.path("RoleName").asText(wanted.stack() + "-" + wanted.logicalId());
        String arn = policies.createRole(
                properties.path("Path").asText("/"), name, properties.path("AssumeRolePolicyDocument"));
        fill(name, properties);
        return new Made(name, Map.of("Arn", arn, "RoleId", UniqueId.of("AROA", arn)));
    }

    private static void understood(Wanted wanted) {
        wanted.understands(
                "AssumeRolePolicyDocument",
                "Description",
                "ManagedPolicyArns",
                "MaxSessionDuration",
                "Path",
                "PermissionsBoundary",
                "Policies",
                "RoleName",
                "Tags");
    }

    private void fill(String name, ObjectNode properties) {
        properties
                .path("Policies")
                .forEach(policy -> policies.putRolePolicy(
                        name, policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
        for (JsonNode managed : properties.path("ManagedPolicyArns")) {
            policies.attachRolePolicy(name, managed.asText());
        }
        if (properties.has("PermissionsBoundary")) {
            policies.putRolePermissionsBoundary(
                    name, properties.path("PermissionsBoundary").asText());
        }
        for (JsonNode tag : properties.path("Tags")) {
            policies.tagRole(
                    name, Map.of(tag.path("Key").asText(), tag.path("Value").asText()));
        }
    }

    /** What its own template wrote into the role; policies of other resources stay. */
    private void empty(String name, ObjectNode properties) {
        properties
                .path("Policies")
                .forEach(policy -> policies.deleteRolePolicy(
                        name, policy.path("PolicyName").asText()));
        properties.path("ManagedPolicyArns").forEach(managed -> policies.detachRolePolicy(name, managed.asText()));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("RoleName", before) || wanted.differsIn("Path", before)) {
            return make(wanted);
        }
        understood(wanted);
        String name = made.physicalId();
        policies.updateTrust(name, wanted.properties().path("AssumeRolePolicyDocument"));
        empty(name, before.properties());
        policies.deleteRolePermissionsBoundary(name);
        policies.untagRole(name, Tags.read(before.properties().path("Tags")).keySet());
        fill(name, wanted.properties());
        return made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        empty(made.physicalId(), was.properties());
        policies.deleteRole(made.physicalId());
    }
}
