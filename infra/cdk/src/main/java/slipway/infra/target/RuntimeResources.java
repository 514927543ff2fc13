package slipway.infra.target;

import java.util.List;
import java.util.SortedMap;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;

/**
 * ARNs of a runtime and of the two endpoints of it that a target uses; DEFAULT is none of them.
 *
 * @param byName whether the runtime's id is a wildcard
 */
record RuntimeResources(String runtime, List<String> endpoints, boolean byName) {

    static RuntimeResources of(TargetRuntime runtime, String endpoint, Names names) {
        var arn = runtime.arn();
        var byName = arn == null;
        var resource = arn == null ? names.arn("bedrock-agentcore", "runtime/" + runtime.name() + "-*") : arn;
        var endpoints = resource + "/runtime-endpoint/";
        return new RuntimeResources(resource, List.of(endpoints + endpoint, endpoints + candidate(endpoint)), byName);
    }

    /** Endpoints are named after the live one, so that several targets can share a runtime. */
    private static String candidate(String endpoint) {
        return endpoint.equals("live") ? "candidate" : endpoint + "_candidate";
    }

    List<String> all() {
        return List.of(runtime, endpoints.get(0), endpoints.get(1));
    }

    /** Holds only for what carries the control plane's tag. */
    SortedMap<String, SortedMap<String, String>> optedIn(Names names) {
        return Allow.stringEquals("aws:ResourceTag/" + Names.OPT_IN_TAG, names.optIn());
    }
}
