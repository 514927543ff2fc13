package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One version: its document and image never change, its status does. Guarded by the store's lock. */
final class VersionState {
    /** All of it. */
    record Contents(
            int number,
            ObjectNode document,
            @Nullable String imageDigest,
            Status status,
            @Nullable String failureReason,
            Instant updatedAt) {}

    private final int number;
    private final ObjectNode document;
    private final @Nullable String imageDigest;
    private final Supplier<Images.@Nullable Image> image;
    private Status status;
    private @Nullable String failureReason;
    private Instant updatedAt;
    private Instant usedAt;

    VersionState(int number, ObjectNode document, Images.@Nullable Image image, Status status, Instant now) {
        this(number, document, image == null ? null : image.digest(), () -> image, status, now);
    }

    private VersionState(
            int number,
            ObjectNode document,
            @Nullable String imageDigest,
            Supplier<Images.@Nullable Image> image,
            Status status,
            Instant now) {
        this.number = number;
        this.document = document;
        this.imageDigest = imageDigest;
        this.image = image;
        this.status = status;
        this.updatedAt = now;
        this.usedAt = now;
    }

    /** Its image is looked for when it is wanted: the registry has it once its repository is deployed. */
    static VersionState restored(Contents contents, Artifacts artifacts) {
        String digest = contents.imageDigest();
        VersionState version = new VersionState(
                contents.number(),
                contents.document(),
                digest,
                () -> digest == null ? null : artifacts.pulled(contents.document(), digest),
                contents.status(),
                contents.updatedAt());
        version.failureReason = contents.failureReason();
        if (version.status.settling()) {
            version.status = Status.READY;
        }
        return version;
    }

    Contents contents() {
        return new Contents(number, document.deepCopy(), imageDigest, status, failureReason, updatedAt);
    }

    int number() {
        return number;
    }

    /** A copy: whoever gets it may change it. */
    ObjectNode document() {
        return document.deepCopy();
    }

    /** Absent for an artifact that is code in S3. */
    Images.@Nullable Image image() {
        return image.get();
    }

    Status status() {
        return status;
    }

    @Nullable
    String failureReason() {
        return failureReason;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** The same version, started from another image. */
    VersionState from(Images.@Nullable Image started) {
        return new VersionState(number, document, started, status, updatedAt);
    }

    /** When an endpoint last pointed to it, or it was the latest. */
    Instant usedAt() {
        return usedAt;
    }

    void used(Instant now) {
        usedAt = now;
    }

    void settle(Status end, @Nullable String reason, Instant now) {
        status = end;
        failureReason = reason;
        updatedAt = now;
    }
}
