package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;

/** A stack: what it was deployed from, its resources, and what has happened to it. One operation at a time works on it. */
public final class DeployedStack {
    private static final String TYPE = "AWS::CloudFormation::Stack";

    private final String name;
    private final String id;
    private final InstantSource clock;
    private final Instant createdAt;
    private final Consumer<StackEvent> told;
    private final Map<String, StackResource> resources = new LinkedHashMap<>();
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private final Journal journal = new Journal();
    private volatile Version version;
    private volatile List<Output> outputs = List.of();
    private volatile StackStatus status = StackStatus.REVIEW_IN_PROGRESS;
    private volatile OnFailure onFailure = OnFailure.DO_NOTHING;
    private volatile boolean cancelled;
    private volatile @Nullable String reason;
    private volatile @Nullable String token;
    private volatile @Nullable Instant updatedAt;
    private volatile @Nullable Instant deletedAt;

    /**
     * What it is deployed from.
     *
     * @param given the parameters' values as they were given
     * @param parameters their values as they hold, by name
     */
    record Version(StackArtifact artifact, Map<String, String> given, Map<String, JsonNode> parameters) {}

    /**
     * What the stack gives out.
     *
     * @param value asterisks where it is a secret
     */
    public record Output(
            String key,
            String value,
            @Nullable String description,
            @Nullable String export) {}

    DeployedStack(StackArtifact artifact, Place place, InstantSource clock, Consumer<StackEvent> told) {
        this.name = artifact.stackName();
        this.clock = clock;
        this.told = told;
        this.id = place.arn("cloudformation", "stack/" + name + "/" + UUID.randomUUID());
        this.createdAt = clock.instant();
        this.version = new Version(artifact, Map.of(), Map.of());
    }

    /**
     * Takes the stack for one operation.
     *
     * @param verb what is to be done with it, for whoever may not: {@code updated}
     * @throws AwsError ValidationError when it is in no state for that
     */
    synchronized void begin(StackStatus next, Set<StackStatus> from, String verb, @Nullable String requestToken) {
        require(from, verb);
        token = requestToken;
        cancelled = false;
        become(next, "User Initiated");
    }

    /** @throws AwsError as {@link #begin} does */
    void require(Set<StackStatus> from, String verb) {
        if (!from.contains(status)) {
            throw new AwsError(
                    400, "ValidationError", "Stack:%s is in %s state and can not be %s.".formatted(id, status, verb));
        }
    }

    void deployFrom(Version wanted) {
        version = wanted;
    }

    void onFailure(OnFailure wanted) {
        onFailure = wanted;
    }

    synchronized void become(StackStatus next, @Nullable String why) {
        status = next;
        reason = why;
        Instant now = clock.instant();
        switch (next) {
            case UPDATE_IN_PROGRESS, UPDATE_ROLLBACK_IN_PROGRESS -> updatedAt = now;
            case DELETE_COMPLETE -> deletedAt = now;
            default -> {
                // Nothing else is dated.
            }
        }
        tell(name, id, TYPE, next, why);
    }

    /** How it stands with a resource now. */
    synchronized void put(StackResource resource) {
        resources.put(resource.logicalId(), resource);
        tell(resource, resource.status(), resource.reason());
    }

    /** The same, where nothing has happened. */
    synchronized void note(StackResource resource) {
        resources.put(resource.logicalId(), resource);
    }

    synchronized void remove(String logicalId) {
        resources.remove(logicalId);
    }

    void tell(StackResource resource, ResourceStatus now, @Nullable String why) {
        tell(resource.logicalId(), resource.physicalId(), resource.type(), now, why);
    }

    private void tell(String logicalId, String physicalId, String type, Enum<?> now, @Nullable String why) {
        StackEvent event = new StackEvent(
                UUID.randomUUID().toString(), id, name, logicalId, physicalId, type, now, why, clock.instant(), token);
        events.add(event);
        told.accept(event);
    }

    Instant now() {
        return clock.instant();
    }

    void outputs(List<Output> wanted) {
        outputs = List.copyOf(wanted);
    }

    /** Somebody wants the update that is under way to end. */
    synchronized void cancel() {
        if (status != StackStatus.UPDATE_IN_PROGRESS) {
            throw new AwsError(400, "ValidationError", "CancelUpdateStack cannot be called from current stack status");
        }
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    Journal journal() {
        return journal;
    }

    Version version() {
        return version;
    }

    OnFailure onFailure() {
        return onFailure;
    }

    synchronized Optional<StackResource> resource(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId));
    }

    /** What {@code Ref} and {@code Fn::GetAtt} look at. */
    public Optional<Made> made(String logicalId) {
        return resource(logicalId).map(StackResource::made);
    }

    /** What it was deployed from last. */
    public StackArtifact artifact() {
        return version.artifact();
    }

    public String name() {
        return name;
    }

    /** The stack's ARN. */
    public String id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When it was updated last; null for never. */
    public @Nullable Instant updatedAt() {
        return updatedAt;
    }

    /** Null while it is there. */
    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    public StackStatus status() {
        return status;
    }

    /** Why it is in this state. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether a failure leaves it as it is. */
    public boolean staysAsItIs() {
        return onFailure == OnFailure.DO_NOTHING;
    }

    /** The values it was deployed with, by name. */
    public Map<String, JsonNode> parameters() {
        return version.parameters();
    }

    /** The values as they were given, by name: not those that the template defaults to. */
    public Map<String, String> given() {
        return version.given();
    }

    /** In the order in which they were made. */
    public synchronized List<StackResource> resources() {
        return new ArrayList<>(resources.values());
    }

    public List<Output> outputs() {
        return outputs;
    }

    /** What has happened to it and to its resources, the oldest first. */
    public List<StackEvent> events() {
        return List.copyOf(events);
    }
}
