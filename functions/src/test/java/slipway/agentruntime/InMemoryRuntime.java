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
    private @Nullable String failure;

    InMemoryRuntime(RuntimeId id, RuntimeName name, ObjectNode configuration, Map<String, String> tags) {
        this.id = id;
        this.name = name;
        this.tags = tags;
        add(configuration, "READY");
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

    boolean isReady() {
        var status = RuntimeStatus.of(latest().path("status").asText());
        return status == RuntimeStatus.READY || status.hasFailed();
    }

    boolean hasMade(ObjectNode body) {
        return byToken.containsKey(body.path("clientToken").asText());
    }

    RuntimeDocument readLatest() {
        if (!isReady() && readsLeft-- <= 0) {
            settle();
        }
        return RuntimeDocument.of(latest());
    }

    Optional<RuntimeDocument> read(Version version) {
        if (version.equals(versions.lastKey())) {
            return Optional.of(readLatest());
        }
        return Optional.ofNullable(versions.get(version)).map(RuntimeDocument::of);
    }

    Version update(ObjectNode body, int readsUntilReady, Queue<String> failing) {
        var token = body.path("clientToken").asText();
        var made = byToken.get(token);
        if (made != null) {
            return made;
        }
        failure = failing.poll();
        readsLeft = readsUntilReady;
        var version = add(body, "UPDATING");
        byToken.put(token, version);
        if (readsUntilReady == 0) {
            settle();
        }
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
            latest().put("status", failure == null ? "READY" : "UPDATE_FAILED");
            if (failure != null) {
                latest().put("failureReason", failure);
            }
        }
        endpoints.values().forEach(InMemoryEndpoint::settle);
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
        return version.equals(versions.lastKey())
                || endpoints.values().stream().anyMatch(endpoint -> endpoint.pointsTo(version));
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
