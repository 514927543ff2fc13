package slipway.local.ecr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One rule of a lifecycle policy.
 *
 * @param patterns every one must match a tag of the image; none unless the status is TAGGED
 * @param archives whether the images that it takes are archived instead of deleted
 */
record LifecycleRule(int priority, TagStatus status, List<String> patterns, Limit limit, boolean archives) {

    enum TagStatus {
        TAGGED,
        UNTAGGED,
        ANY
    }

    /** What makes an image one too many. */
    sealed interface Limit {}

    /** More images than this. */
    record Count(int kept) implements Limit {}

    /** Pushed longer ago than this. */
    record Age(Duration kept) implements Limit {}

    /** An image as rules see it. */
    record Candidate(String digest, List<String> tags, Instant pushedAt) {}

    /** Whether the tags are those that the rule speaks of. */
    boolean speaksOf(Candidate image) {
        return switch (status) {
            case ANY -> true;
            case UNTAGGED -> image.tags().isEmpty();
            case TAGGED ->
                patterns.stream()
                        .allMatch(pattern -> image.tags().stream().anyMatch(tag -> Glob.matches(pattern, tag)));
        };
    }

    /** Those over the limit. */
    List<Candidate> over(List<Candidate> newestFirst, Instant now) {
        return switch (limit) {
            case Count count -> newestFirst.stream().skip(count.kept()).toList();
            case Age age ->
                newestFirst.stream()
                        .filter(image -> image.pushedAt().isBefore(now.minus(age.kept())))
                        .toList();
        };
    }
}
