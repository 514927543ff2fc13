package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One runtime with its versions and endpoints. Guarded by the store's lock. */
final class RuntimeState {
    /** All of it. */
    record Contents(
            String id,
            String name,
            String arn,
            Instant createdAt,
            Map<String, String> tags,
            int highest,
            List<VersionState.Contents> versions,
            List<EndpointState.Contents> endpoints) {}

    private final String id;
    private final String name;
    private final String arn;
    private final Instant createdAt;
    private final Map<String, String> tags = new TreeMap<>();
    private final NavigableMap<Integer, VersionState> versions = new TreeMap<>();
    private final Map<String, EndpointState> endpoints = new LinkedHashMap<>();
    private int highest;
    private boolean deleting;

    RuntimeState(String id, String name, String arn, Instant now) {
        this.id = id;
        this.name = name;
        this.arn = arn;
        this.createdAt = now;
    }

    /** What was on its way when it was kept has arrived. */
    static RuntimeState restored(Contents contents, Artifacts artifacts) {
        RuntimeState runtime = new RuntimeState(contents.id(), contents.name(), contents.arn(), contents.createdAt());
        runtime.tags.putAll(contents.tags());
        runtime.highest = contents.highest();
        contents.versions()
                .forEach(version -> runtime.versions.put(version.number(), VersionState.restored(version, artifacts)));
        contents.endpoints()
                .forEach(endpoint -> runtime.endpoints.put(endpoint.name(), EndpointState.restored(endpoint)));
        return runtime;
    }

    Contents contents() {
        return new Contents(
                id,
                name,
                arn,
                createdAt,
                new TreeMap<>(tags),
                highest,
                versions.values().stream().map(VersionState::contents).toList(),
                endpoints.values().stream().map(EndpointState::contents).toList());
    }

    VersionState add(ObjectNode document, Images.@Nullable Image image, Status status, Instant now) {
        highest++;
        VersionState version = new VersionState(highest, document, image, status, now);
        versions.put(highest, version);
        return version;
    }

    /** The latest version's, as AWS shows it for the runtime. */
    Status status() {
        return deleting ? Status.DELETING : latest().status();
    }

    VersionState latest() {
        return versions.lastEntry().getValue();
    }

    /** Whether it is the latest version, or one that an endpoint points to. */
    boolean uses(VersionState version) {
        return version.equals(latest())
                || endpoints.values().stream().anyMatch(endpoint -> endpoint.pointsTo(version.number()));
    }

    void delete() {
        deleting = true;
    }

    VersionState version(int number) {
        VersionState version = versions.get(number);
        if (version == null) {
            throw Faults.notFound("Version %d of agent runtime '%s'".formatted(number, id));
        }
        return version;
    }

    /** By its number as somebody wrote it. */
    VersionState version(String text) {
        return versions.values().stream()
                .filter(version -> String.valueOf(version.number()).equals(text))
                .findFirst()
                .orElseThrow(() -> Faults.notFound("Version %s of agent runtime '%s'".formatted(text, id)));
    }

    EndpointState endpoint(String endpoint) {
        EndpointState found = endpoints.get(endpoint);
        if (found == null) {
            throw Faults.notFound("Endpoint '%s' of agent runtime '%s'".formatted(endpoint, id));
        }
        return found;
    }

    void requireSettled(String verb) {
        if (status().settling()) {
            throw Faults.conflict("Cannot %s agent runtime '%s' while it is %s".formatted(verb, id, status()));
        }
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Instant createdAt() {
        return createdAt;
    }

    Map<String, String> tags() {
        return tags;
    }

    NavigableMap<Integer, VersionState> versions() {
        return versions;
    }

    Map<String, EndpointState> endpoints() {
        return endpoints;
    }
}
