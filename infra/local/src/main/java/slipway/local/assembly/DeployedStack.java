package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.edge.Place;

/** A stack as far as it is deployed. One that failed stays as it is, for another try: nothing here is rolled back. */
public final class DeployedStack {
    private final StackArtifact artifact;
    private final InstantSource clock;
    private final String id;
    private final Instant createdAt;
    private final Map<String, JsonNode> parameters = new ConcurrentSkipListMap<>();
    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final List<Resource> resources = new CopyOnWriteArrayList<>();
    private final List<Output> outputs = new CopyOnWriteArrayList<>();
    private boolean begun;
    private volatile Status status = Status.CREATE_IN_PROGRESS;
    private volatile @Nullable String reason;

    /** As CloudFormation names them. */
    public enum Status {
        CREATE_IN_PROGRESS,
        CREATE_COMPLETE,
        CREATE_FAILED
    }

    /** A resource that is there. */
    public record Resource(String logicalId, String type, String physicalId, Instant at) {}

    /** What the stack gives out. */
    public record Output(
            String key,
            String value,
            @Nullable String description,
            @Nullable String export) {}

    DeployedStack(StackArtifact artifact, Place place, InstantSource clock) {
        this.artifact = artifact;
        this.clock = clock;
        this.id = place.arn("cloudformation", "stack/" + artifact.stackName() + "/" + UUID.randomUUID());
        this.createdAt = clock.instant();
    }

    /** Whether it is to be filled: nobody did before, or not to the end. */
    synchronized boolean begin() {
        boolean open = !begun || status == Status.CREATE_FAILED;
        begun = true;
        if (open) {
            status = Status.CREATE_IN_PROGRESS;
            reason = null;
        }
        return open;
    }

    void parameters(Map<String, JsonNode> values) {
        parameters.putAll(values);
    }

    void add(String logicalId, String type, Made there) {
        made.put(logicalId, there);
        resources.add(new Resource(logicalId, type, there.physicalId(), clock.instant()));
    }

    void add(Output output) {
        outputs.add(output);
    }

    void complete() {
        status = Status.CREATE_COMPLETE;
    }

    void fail(String why) {
        reason = why;
        status = Status.CREATE_FAILED;
    }

    /** What Ref and GetAtt look at, by logical id. */
    Map<String, Made> made() {
        return made;
    }

    public StackArtifact artifact() {
        return artifact;
    }

    public String name() {
        return artifact.stackName();
    }

    /** The stack's ARN. */
    public String id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Status status() {
        return status;
    }

    /** Why it failed. */
    public @Nullable String reason() {
        return reason;
    }

    /** The values it was deployed with, by name. */
    public Map<String, JsonNode> parameters() {
        return Map.copyOf(parameters);
    }

    /** In the order in which they were made. */
    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    public List<Output> outputs() {
        return List.copyOf(outputs);
    }
}
