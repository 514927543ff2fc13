package slipway.image;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What ECR says about one digest.
 *
 * @param sizeBytes the compressed size; of an index, that of its largest image
 * @param status ECR's own word: {@code ACTIVE}, or another one for an image that cannot be pulled
 * @param platforms operating system and architecture, such as {@code linux/arm64}
 */
public record ImageDetails(
        Digest digest, long sizeBytes, Instant pushedAt, String status, Set<String> platforms, List<Tag> tags) {
    public ImageDetails {
        platforms = Set.copyOf(platforms);
        tags = List.copyOf(tags);
    }
}
