package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.Outcomes.Outcome;
import slipway.local.edge.Caller;

/** What can be done with a runtime's endpoints. */
final class Endpoints {
    private final Store store;
    private final Versions versions;
    private final AgentCoreBehaviour behaviour;
    private final Outcomes outcomes;

    Endpoints(Store store, Versions versions, AgentCoreBehaviour behaviour, Outcomes outcomes) {
        this.store = store;
        this.versions = versions;
        this.behaviour = behaviour;
        this.outcomes = outcomes;
    }

    ObjectNode create(String id, ObjectNode body, Caller by) {
        String name = Rules.name("name", Rules.text(body, "name"));
        Map<String, String> tags = Json.strings(body.path("tags"));
        Rules.tags(tags);
        String description = description(body);
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            admit(runtime, name);
            int version = wanted(runtime, body, runtime.latest().number());
            EndpointState endpoint =
                    new EndpointState(name, store.endpointArn(id, name), Store.withSuffix(name), version, store.now());
            endpoint.tags().putAll(tags);
            endpoint.describe(description);
            runtime.endpoints().put(name, endpoint);
            ObjectNode answer = accepted(runtime, endpoint)
                    .put("agentRuntimeId", id)
                    .put("endpointName", name)
                    .put("targetVersion", String.valueOf(version));
            settle(runtime, endpoint, "CreateAgentRuntimeEndpoint", Status.CREATE_FAILED, by);
            return answer;
        });
    }

    /** Whether it was there before this cloud began. */
    boolean kept(String id, String name) {
        return store.locked(
                () -> store.kept().contains(id) && store.runtime(id).endpoints().containsKey(name));
    }

    private void admit(RuntimeState runtime, String name) {
        if (runtime.status() == Status.DELETING) {
            throw Faults.conflict("Agent runtime '%s' is DELETING".formatted(runtime.id()));
        }
        if (runtime.endpoints().containsKey(name)) {
            throw Faults.conflict("Endpoint '%s' of agent runtime '%s' already exists".formatted(name, runtime.id()));
        }
        if (runtime.endpoints().size() >= behaviour.endpointQuota()) {
            throw Faults.quota("Agent runtime '%s' has %d endpoints, its quota"
                    .formatted(runtime.id(), behaviour.endpointQuota()));
        }
    }

    /** Moves the endpoint; until it has ended, live stays where it was. */
    ObjectNode update(String id, String name, ObjectNode body, Caller by) {
        String description = description(body);
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            EndpointState endpoint = runtime.endpoint(name);
            requireMovable(endpoint);
            int version = wanted(runtime, body, endpoint.targetVersion());
            endpoint.describe(description);
            endpoint.move(Status.UPDATING, version, store.now());
            ObjectNode answer = accepted(runtime, endpoint)
                    .put("lastUpdatedAt", endpoint.updatedAt().toString())
                    .put("targetVersion", String.valueOf(version));
            if (endpoint.liveVersion() != null) {
                answer.put("liveVersion", String.valueOf(endpoint.liveVersion()));
            }
            settle(runtime, endpoint, "UpdateAgentRuntimeEndpoint", Status.UPDATE_FAILED, by);
            return answer;
        });
    }

    private void settle(RuntimeState runtime, EndpointState endpoint, String action, Status failed, Caller by) {
        Outcome outcome = outcomes.of(by, action, endpoint.arn(), behaviour.endpointReady());
        store.after(
                outcome.after(),
                () -> versions.change(runtime, () -> {
                    endpoint.settle(outcome.ends(failed), outcome.failure(), store.now());
                    if (outcome.failure() != null && behaviour.isWorse(OpenQuestion.FAILED_ENDPOINT)) {
                        endpoint.serveNothing();
                    }
                }));
    }

    ObjectNode get(String id, String name) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            EndpointState endpoint = runtime.endpoint(name);
            ObjectNode shown = shown(runtime, endpoint);
            return endpoint.failureReason() == null ? shown : shown.put("failureReason", endpoint.failureReason());
        });
    }

    ObjectNode delete(String id, String name) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            EndpointState endpoint = runtime.endpoint(name);
            requireMovable(endpoint);
            endpoint.move(Status.DELETING, endpoint.targetVersion(), store.now());
            store.after(
                    behaviour.deletion(),
                    () -> versions.change(runtime, () -> runtime.endpoints().remove(name)));
            return Json.object()
                    .put("agentRuntimeId", id)
                    .put("endpointName", name)
                    .put("status", Status.DELETING.name());
        });
    }

    /** The model knows no 404 here: a runtime that is not there has no endpoints. */
    List<ObjectNode> list(String id) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtimes().get(id);
            return runtime == null
                    ? List.of()
                    : runtime.endpoints().values().stream()
                            .map(endpoint -> shown(runtime, endpoint))
                            .toList();
        });
    }

    private static void requireMovable(EndpointState endpoint) {
        if (endpoint.name().equals(EndpointState.DEFAULT)) {
            throw Faults.conflict("The DEFAULT endpoint follows the latest version and cannot be changed");
        }
        if (endpoint.status().settling()) {
            throw Faults.conflict("Endpoint '%s' is %s".formatted(endpoint.name(), endpoint.status()));
        }
    }

    private static int wanted(RuntimeState runtime, ObjectNode body, int otherwise) {
        int number = body.hasNonNull("agentRuntimeVersion")
                ? Rules.version(Rules.text(body, "agentRuntimeVersion"))
                : otherwise;
        Status status = runtime.version(number).status();
        if (status != Status.READY) {
            throw Faults.conflict("Version %d of agent runtime '%s' is %s".formatted(number, runtime.id(), status));
        }
        return number;
    }

    private static @Nullable String description(ObjectNode body) {
        if (!body.hasNonNull("description")) {
            return null;
        }
        String text = Rules.text(body, "description");
        Rules.length("description", text, 1, 256);
        return text;
    }

    private static ObjectNode accepted(RuntimeState runtime, EndpointState endpoint) {
        return Json.object()
                .put("agentRuntimeArn", runtime.arn())
                .put("agentRuntimeEndpointArn", endpoint.arn())
                .put("createdAt", endpoint.createdAt().toString())
                .put("status", endpoint.status().name());
    }

    private static ObjectNode shown(RuntimeState runtime, EndpointState endpoint) {
        ObjectNode shown = accepted(runtime, endpoint)
                .put("name", endpoint.name())
                .put("id", endpoint.id())
                .put("lastUpdatedAt", endpoint.updatedAt().toString())
                .put("targetVersion", String.valueOf(endpoint.targetVersion()));
        if (endpoint.liveVersion() != null) {
            shown.put("liveVersion", String.valueOf(endpoint.liveVersion()));
        }
        return endpoint.description() == null ? shown : shown.put("description", endpoint.description());
    }
}
