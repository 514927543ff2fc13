package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;

/** Makes policies, in line and managed, and attaches them to roles. */
public final class PolicyProvider implements ResourceProvider {
    private static final String INLINE = "AWS::IAM::Policy";
    private static final String MANAGED = "AWS::IAM::ManagedPolicy";

    private final Policies policies;

    public PolicyProvider(Policies policies) {
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of(INLINE, MANAGED);
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(INLINE) ? inline(wanted) : managed(wanted);
    }

    private Made inline(Wanted wanted) {
        wanted.understands("PolicyDocument", "PolicyName", "Roles");
        String name = wanted.properties().path("PolicyName").asText();
        for (JsonNode role : wanted.properties().path("Roles")) {
            policies.putRolePolicy(role.asText(), name, wanted.properties().path("PolicyDocument"));
        }
        return new Made(name, Map.of());
    }

    private Made managed(Wanted wanted) {
        wanted.understands("Description", "ManagedPolicyName", "Path", "PolicyDocument", "Roles");
        ObjectNode properties = wanted.properties();
        String name = properties.path("ManagedPolicyName").asText(wanted.stack() + "-" + wanted.logicalId());
        String arn =
                policies.createPolicy(properties.path("Path").asText("/"), name, properties.path("PolicyDocument"));
        for (JsonNode role : properties.path("Roles")) {
            policies.attachRolePolicy(role.asText(), arn);
        }
        return new Made(arn, Map.of("PolicyArn", arn));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        boolean another = wanted.type().equals(INLINE)
                ? wanted.differsIn("PolicyName", before)
                : wanted.differsIn("ManagedPolicyName", before) || wanted.differsIn("Path", before);
        if (!another) {
            detach(before, made);
        }
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        detach(was, made);
        if (was.type().equals(MANAGED)) {
            policies.deletePolicy(made.physicalId());
        }
    }

    private void detach(Wanted was, Made made) {
        for (JsonNode role : was.properties().path("Roles")) {
            if (was.type().equals(INLINE)) {
                policies.deleteRolePolicy(role.asText(), made.physicalId());
            } else {
                policies.detachRolePolicy(role.asText(), made.physicalId());
            }
        }
    }
}
