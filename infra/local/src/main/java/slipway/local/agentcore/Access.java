package slipway.local.agentcore;

import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.Call;

/** Asks IAM, with each resource's own tags. */
final class Access {
    private final Store store;
    private final Tags tags;

    Access(Store store, Tags tags) {
        this.store = store;
        this.tags = tags;
    }

    void anything(Call call, String action) {
        call.authorize(action(action), "*");
    }

    /** A runtime that is yet to be: its name is in the ARN, its id is not known. */
    void newRuntime(Call call, Map<String, String> wanted) {
        String arn = store.runtimeArn("*");
        call.authorize(action("CreateAgentRuntime"), arn, requested(wanted));
        tagging(call, arn, wanted);
    }

    /** The runtime is judged by its own tags, the endpoint that is yet to be by those that are asked for. */
    void newEndpoint(Call call, String id, String endpoint, Map<String, String> wanted) {
        Map<String, String> context = requested(wanted);
        context.putAll(owned(tags.ofRuntime(id)));
        String arn = store.endpointArn(id, endpoint);
        call.authorize(action("CreateAgentRuntimeEndpoint"), store.runtimeArn(id), context);
        call.authorize(action("CreateAgentRuntimeEndpoint"), arn, requested(wanted));
        tagging(call, arn, wanted);
    }

    private static void tagging(Call call, String arn, Map<String, String> wanted) {
        if (!wanted.isEmpty()) {
            call.authorize(action("TagResource"), arn, requested(wanted));
        }
    }

    void provider(Call call, String action, String id) {
        call.authorize(action(action), store.place().arn("bedrock-agentcore", "capacity-provider/" + id));
    }

    void runtime(Call call, String action, String id) {
        call.authorize(action(action), store.runtimeArn(id), owned(tags.ofRuntime(id)));
    }

    /** AgentCore looks at the runtime and at the endpoint: a grant on one of them is not enough. */
    void endpoint(Call call, String action, String id, String endpoint) {
        runtime(call, action, id);
        call.authorize(action(action), store.endpointArn(id, endpoint), owned(tags.ofEndpoint(id, endpoint)));
    }

    void tagged(Call call, String action, String arn, Map<String, String> wanted) {
        Map<String, String> context = requested(wanted);
        context.putAll(owned(tags.of(arn)));
        call.authorize(action(action), arn, context);
    }

    void untagged(Call call, String arn, Iterable<String> keys) {
        Map<String, String> context = new TreeMap<>(owned(tags.of(arn)));
        context.put("aws:TagKeys", String.join(",", keys));
        call.authorize(action("UntagResource"), arn, context);
    }

    void passRole(Call call, String roleArn) {
        call.authorize("iam:PassRole", roleArn, Map.of("iam:PassedToService", "bedrock-agentcore.amazonaws.com"));
    }

    private static String action(String name) {
        return "bedrock-agentcore:" + name;
    }

    private static Map<String, String> owned(Map<String, String> tags) {
        Map<String, String> context = new TreeMap<>();
        tags.forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
        return context;
    }

    private static Map<String, String> requested(Map<String, String> tags) {
        Map<String, String> context = new TreeMap<>();
        tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        if (!tags.isEmpty()) {
            context.put("aws:TagKeys", String.join(",", new TreeMap<>(tags).keySet()));
        }
        return context;
    }
}
