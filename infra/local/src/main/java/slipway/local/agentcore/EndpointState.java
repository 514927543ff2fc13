package slipway.local.agentcore;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One endpoint: what it serves and what it is moving to. Guarded by the store's lock. */
final class EndpointState {
    static final String DEFAULT = "DEFAULT";

    /** All of it. */
    record Contents(
            String name,
            String arn,
            String id,
            Instant createdAt,
            Map<String, String> tags,
            @Nullable Integer liveVersion,
            int targetVersion,
            Status status,
            @Nullable String failureReason,
            @Nullable String description,
            Instant updatedAt) {}

    private final String name;
    private final String arn;
    private final String id;
    private final Instant createdAt;
    private final Map<String, String> tags = new TreeMap<>();
    private @Nullable Integer liveVersion;
    private int targetVersion;
    private Status status;
    private @Nullable String failureReason;
    private @Nullable String description;
    private Instant updatedAt;

    EndpointState(String name, String arn, String id, int targetVersion, Instant now) {
        this.name = name;
        this.arn = arn;
        this.id = id;
        this.targetVersion = targetVersion;
        this.createdAt = now;
        this.updatedAt = now;
        this.status = Status.CREATING;
    }

    static EndpointState restored(Contents contents) {
        EndpointState endpoint = new EndpointState(
                contents.name(), contents.arn(), contents.id(), contents.targetVersion(), contents.createdAt());
        endpoint.tags.putAll(contents.tags());
        endpoint.liveVersion = contents.liveVersion();
        endpoint.description = contents.description();
        Status end = contents.status().settling() ? Status.READY : contents.status();
        endpoint.settle(end, contents.failureReason(), contents.updatedAt());
        return endpoint;
    }

    Contents contents() {
        return new Contents(
                name,
                arn,
                id,
                createdAt,
                new TreeMap<>(tags),
                liveVersion,
                targetVersion,
                status,
                failureReason,
                description,
                updatedAt);
    }

    void move(Status meanwhile, int version, Instant now) {
        status = meanwhile;
        targetVersion = version;
        failureReason = null;
        updatedAt = now;
    }

    /** The move is over: live is where it should be, or stayed where it was. */
    void settle(Status end, @Nullable String reason, Instant now) {
        status = end;
        failureReason = reason;
        updatedAt = now;
        if (end == Status.READY) {
            liveVersion = targetVersion;
        }
    }

    /** Its move failed, and took with it what it served. */
    void serveNothing() {
        liveVersion = null;
    }

    void describe(@Nullable String text) {
        description = text == null ? description : text;
    }

    boolean pointsTo(int version) {
        return targetVersion == version || (liveVersion != null && liveVersion == version);
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** Absent until the endpoint was READY once, and where it serves nothing any more. */
    @Nullable
    Integer liveVersion() {
        return liveVersion;
    }

    int targetVersion() {
        return targetVersion;
    }

    Status status() {
        return status;
    }

    @Nullable
    String failureReason() {
        return failureReason;
    }

    @Nullable
    String description() {
        return description;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
