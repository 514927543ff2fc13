package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.UniqueId;

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
        ObjectNode properties = wanted.properties();
        String name = properties.path("RoleName").asText(wanted.stack() + "-" + wanted.logicalId());
        String arn = policies.createRole(
                properties.path("Path").asText("/"), name, properties.path("AssumeRolePolicyDocument"));
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
        return new Made(name, Map.of("Arn", arn, "RoleId", UniqueId.of("AROA", arn)));
    }
}
