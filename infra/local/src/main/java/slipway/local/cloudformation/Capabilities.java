package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.local.edge.AwsError;

/** Whoever deploys a template with permissions in it must say that he knows. */
final class Capabilities {
    private static final String NAMED = "CAPABILITY_NAMED_IAM";
    private static final List<String> NAMES = List.of("RoleName", "ManagedPolicyName");

    private Capabilities() {}

    /** @throws AwsError InsufficientCapabilitiesException, with what must be said */
    static void require(ObjectNode template, List<String> acknowledged) {
        List<JsonNode> iam = template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().startsWith("AWS::IAM::"))
                .toList();
        boolean named = iam.stream().anyMatch(resource -> NAMES.stream().anyMatch(resource.path("Properties")::has));
        if (iam.isEmpty() || acknowledged.contains(NAMED) || (!named && acknowledged.contains("CAPABILITY_IAM"))) {
            return;
        }
        throw new AwsError(
                400,
                "InsufficientCapabilitiesException",
                "Requires capabilities : [%s]".formatted(named ? NAMED : "CAPABILITY_IAM"));
    }
}
