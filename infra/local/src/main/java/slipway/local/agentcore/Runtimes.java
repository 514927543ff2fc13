package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import slipway.local.agentcore.Outcomes.Outcome;
import slipway.local.edge.Caller;

/** What can be done with runtimes and their versions. */
final class Runtimes {
    private final Store store;
    private final Artifacts artifacts;
    private final Versions versions;
    private final Agents agents;
    private final AgentCoreBehaviour behaviour;
    private final Outcomes outcomes;

    Runtimes(
            Store store,
            Artifacts artifacts,
            Versions versions,
            Agents agents,
            AgentCoreBehaviour behaviour,
            Outcomes outcomes) {
        this.store = store;
        this.artifacts = artifacts;
        this.versions = versions;
        this.agents = agents;
        this.behaviour = behaviour;
        this.outcomes = outcomes;
    }

    ObjectNode create(ObjectNode body, Caller by) {
        String name = Rules.name("agentRuntimeName", Rules.text(body, "agentRuntimeName"));
        Map<String, String> tags = Json.strings(body.path("tags"));
        Rules.tags(tags);
        ObjectNode document = Documents.created(body);
        Images.Image image = artifacts.image(document);
        return store.locked(() -> {
            admit(name);
            String id = Store.withSuffix(name);
            RuntimeState runtime = new RuntimeState(id, name, store.runtimeArn(id), store.now());
            runtime.tags().putAll(tags);
            VersionState version = runtime.add(document, image, Status.CREATING, store.now());
            store.runtimes().put(id, runtime);
            pointDefault(runtime, version.number());
            ObjectNode answer = Documents.accepted(runtime, version, store);
            Outcome outcome = outcomes.of(by, "CreateAgentRuntime", runtime.arn(), behaviour.ready());
            store.after(
                    outcome.after(),
                    () -> version.settle(outcome.ends(Status.CREATE_FAILED), outcome.failure(), store.now()));
            return answer;
        });
    }

    /** The runtime of this name that was there before this cloud began. */
    Optional<String> kept(String name) {
        return store.locked(() -> store.runtimes().values().stream()
                .filter(runtime -> runtime.name().equals(name))
                .map(RuntimeState::id)
                .filter(store.kept()::contains)
                .findFirst());
    }

    private void admit(String name) {
        if (store.runtimes().size() >= behaviour.runtimeQuota()) {
            throw Faults.quota("The account has %d agent runtimes, its quota".formatted(behaviour.runtimeQuota()));
        }
        if (store.runtimes().values().stream()
                .anyMatch(runtime -> runtime.name().equals(name))) {
            throw Faults.conflict("An agent runtime with the name '%s' already exists".formatted(name));
        }
    }

    /** A whole new version; DEFAULT is on it before anybody could test it. */
    ObjectNode update(String id, ObjectNode body, Caller by) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            runtime.requireSettled("update");
            if (runtime.versions().size() >= behaviour.versionQuota()) {
                throw Faults.quota(
                        "Agent runtime '%s' has %d versions, its quota".formatted(id, behaviour.versionQuota()));
            }
            ObjectNode document = Documents.updated(body, runtime.latest().document(), behaviour);
            int before = runtime.endpoint(EndpointState.DEFAULT).targetVersion();
            VersionState version = runtime.add(document, artifacts.image(document), Status.UPDATING, store.now());
            pointDefault(runtime, version.number());
            ObjectNode answer = Documents.accepted(runtime, version, store)
                    .put("lastUpdatedAt", version.updatedAt().toString());
            Outcome outcome = outcomes.of(by, "UpdateAgentRuntime", runtime.arn(), behaviour.ready());
            store.after(outcome.after(), () -> finish(runtime, version, before, outcome));
            return answer;
        });
    }

    private void finish(RuntimeState runtime, VersionState version, int before, Outcome outcome) {
        version.settle(outcome.ends(Status.UPDATE_FAILED), outcome.failure(), store.now());
        if (outcome.failure() != null && !behaviour.isWorse(OpenQuestion.DEFAULT_AFTER_FAILURE)) {
            pointDefault(runtime, before);
        }
    }

    private void pointDefault(RuntimeState runtime, int version) {
        EndpointState endpoint = runtime.endpoints()
                .computeIfAbsent(
                        EndpointState.DEFAULT,
                        name -> new EndpointState(
                                name,
                                store.endpointArn(runtime.id(), name),
                                Store.withSuffix(name),
                                version,
                                store.now()));
        versions.change(runtime, () -> {
            endpoint.move(Status.UPDATING, version, store.now());
            endpoint.settle(Status.READY, null, store.now());
        });
    }

    ObjectNode get(String id, @Nullable String version) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            VersionState wanted = version == null ? runtime.latest() : runtime.version(Rules.version(version));
            return Documents.shown(runtime, wanted, store);
        });
    }

    /** One version, or, when none is named, the whole runtime. */
    ObjectNode delete(String id, @Nullable String version) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            runtime.requireSettled("delete");
            if (version == null) {
                runtime.delete();
                agents.end(id, null);
                store.after(behaviour.deletion(), () -> store.runtimes().remove(id));
            } else {
                removeVersion(runtime, version);
            }
            ObjectNode answer = Json.object().put("agentRuntimeId", id).put("status", Status.DELETING.name());
            return version == null ? answer : answer.put("agentRuntimeVersion", version);
        });
    }

    private void removeVersion(RuntimeState runtime, String version) {
        int number = runtime.version(version).number();
        for (EndpointState endpoint : runtime.endpoints().values()) {
            if (endpoint.pointsTo(number)) {
                throw Faults.conflict("Version %d of agent runtime '%s' is in use by endpoint '%s'"
                        .formatted(number, runtime.id(), endpoint.name()));
            }
        }
        if (runtime.latest().number() == number) {
            throw Faults.conflict(
                    "Version %d of agent runtime '%s' is its latest version".formatted(number, runtime.id()));
        }
        runtime.versions().remove(number);
        agents.end(runtime.id(), number);
    }

    List<ObjectNode> list() {
        return store.locked(() -> store.runtimes().values().stream()
                .map(runtime -> Documents.listed(runtime, runtime.latest()))
                .toList());
    }

    /** The versions of all runtimes that run on this capacity provider. */
    List<ObjectNode> versionsOn(String provider) {
        return store.locked(() -> store.runtimes().values().stream()
                .flatMap(runtime -> runtime.versions().values().stream()
                        .filter(version -> version.document()
                                .at("/capacityProviderConfiguration/capacityProviderArn")
                                .asText()
                                .endsWith("/" + provider))
                        .map(version -> Documents.onProvider(runtime, version)))
                .toList());
    }

    List<ObjectNode> versions(String id) {
        return store.locked(() -> {
            RuntimeState runtime = store.runtime(id);
            return runtime.versions().values().stream()
                    .map(version -> Documents.listed(runtime, version))
                    .toList();
        });
    }
}
