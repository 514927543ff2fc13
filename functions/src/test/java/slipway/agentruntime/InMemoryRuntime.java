package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One runtime of the fake: its versions' documents and its endpoints. */
final class InMemoryRuntime {
    private static final EndpointName DEFAULT = new EndpointName("DEFAULT");

    private final RuntimeId id;
    private final RuntimeName name;
    private final Map<String, String> tags;
    private final TreeMap<Version, ObjectNode> versions = new TreeMap<>();
    private final Map<String, Version> byToken = new HashMap<>();
    private final Map<EndpointName, InMemoryEndpoint> endpoints = new LinkedHashMap<>();
    private int readsLeft;
    private boolean gone;
    private @Nullable String failure;

    InMemoryRuntime(RuntimeId id, RuntimeName name, ObjectNode configuration, Map<String, String> tags) {
        this.id = id;
        this.name = name;
        this.tags = new HashMap<>(tags);
        add(configuration, "READY");
    }

    /** As CreateAgentRuntime leaves it. */
    static InMemoryRuntime begun(
            RuntimeId id, RuntimeName name, ObjectNode body, int readsUntilReady, Queue<String> failing) {
        Map<String, String> tags = new HashMap<>();
        body.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        var configuration = body.deepCopy();
        configuration.remove("tags");
        var runtime = new InMemoryRuntime(id, name, configuration, tags);
        // Runtimes made since February 2026 have it from the start; Create has no such member.
        runtime.latest().putObject("metadataConfiguration").put("requireMMDSV2", true);
        runtime.latest().put("status", "CREATING");
        runtime.begin(readsUntilReady, failing.poll());
        return runtime;
    }

    private void begin(int reads, @Nullable String planned) {
        failure = planned;
        readsLeft = reads;
        if (reads == 0) {
            settle();
        }
    }

    void delete(int reads, Queue<String> failing) {
        latest().put("status", "DELETING");
        begin(reads, failing.poll());
    }

    /** Whether it was deleted, and that has come to its end. */
    boolean isGone() {
        return gone;
    }

    /** A look brings what is under way nearer to its end. */
    void passTime() {
        if (!isReady() && readsLeft-- <= 0) {
            settle();
        }
    }

    RuntimeId id() {
        return id;
    }

    RuntimeName name() {
        return name;
    }

    boolean has(Version version) {
        return versions.containsKey(version);
    }

    boolean isLatest(Version version) {
        return version.equals(versions.lastKey());
    }

    boolean isReady() {
        var status = RuntimeStatus.of(latest().path("status").asText());
        return status == RuntimeStatus.READY || status.hasFailed();
    }

    boolean hasMade(ObjectNode body) {
        return byToken.containsKey(body.path("clientToken").asText());
    }

    RuntimeDocument readLatest() {
        return RuntimeDocument.of(latest());
    }

    Optional<RuntimeDocument> read(Version version) {
        return Optional.ofNullable(versions.get(version)).map(RuntimeDocument::of);
    }

    Version update(ObjectNode body, int readsUntilReady, Queue<String> failing) {
        var token = body.path("clientToken").asText();
        var made = byToken.get(token);
        if (made != null) {
            return made;
        }
        var version = add(body, "UPDATING");
        byToken.put(token, version);
        begin(readsUntilReady, failing.poll());
        return version;
    }

    private Version add(ObjectNode configuration, String status) {
        var version = new Version(versions.isEmpty() ? 1 : versions.lastKey().number() + 1);
        var document = configuration.deepCopy();
        document.remove("clientToken");
        document.put("agentRuntimeId", id.value()).put("agentRuntimeName", name.value());
        document.put("agentRuntimeArn", arn()).put("agentRuntimeVersion", version.asString());
        document.put("createdAt", 1_763_600_000).put("lastUpdatedAt", 1_763_600_000 + version.number());
        document.put("status", status);
        versions.put(version, document);
        endpoints.put(DEFAULT, InMemoryEndpoint.at(DEFAULT, arn(), version));
        return version;
    }

    void settle() {
        if (!isReady()) {
            var status = RuntimeStatus.of(latest().path("status").asText());
            gone = status == RuntimeStatus.DELETING && failure == null;
            latest().put("status", failure == null ? "READY" : failed(status));
            if (failure != null) {
                latest().put("failureReason", failure);
            }
        }
        endpoints.values().forEach(InMemoryEndpoint::settle);
    }

    private static String failed(RuntimeStatus underWay) {
        return switch (underWay) {
            case CREATING -> "CREATE_FAILED";
            case DELETING -> "DELETE_FAILED";
            default -> "UPDATE_FAILED";
        };
    }

    private ObjectNode latest() {
        return versions.lastEntry().getValue();
    }

    private String arn() {
        return "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/" + id;
    }

    Optional<Map<String, String>> tags(String arn) {
        if (arn.equals(arn())) {
            return Optional.of(tags);
        }
        return endpoints.values().stream()
                .filter(endpoint -> endpoint.arn().equals(arn))
                .map(InMemoryEndpoint::tags)
                .findFirst();
    }

    boolean hasEndpoint(EndpointName endpoint) {
        return endpoints.containsKey(endpoint);
    }

    Optional<Endpoint> readEndpoint(EndpointName endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(InMemoryEndpoint::read);
    }

    Optional<Endpoint> look(EndpointName endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(InMemoryEndpoint::look);
    }

    void createEndpoint(
            EndpointName endpoint, Version version, Map<String, String> given, int reads, Queue<String> failing) {
        endpoints.put(endpoint, InMemoryEndpoint.made(endpoint, arn(), version, given, reads, failing.poll()));
    }

    void moveEndpoint(EndpointName endpoint, Version version, int reads, Queue<String> failing) {
        var moving = endpoints.get(endpoint);
        if (moving != null) {
            moving.move(version, reads, failing.poll());
        }
    }

    List<Version> versions() {
        return List.copyOf(versions.keySet());
    }

    /** Whether the version is the latest, or an endpoint points to it. */
    boolean uses(Version version) {
        return isLatest(version) || endpoints.values().stream().anyMatch(endpoint -> endpoint.pointsTo(version));
    }

    void deleteVersion(Version version) {
        versions.remove(version);
    }

    List<Endpoint> readEndpoints() {
        return endpoints.values().stream().map(InMemoryEndpoint::read).toList();
    }

    void deleteEndpoint(EndpointName endpoint) {
        endpoints.remove(endpoint);
    }
}
