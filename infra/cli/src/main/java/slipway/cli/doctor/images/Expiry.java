package slipway.cli.doctor.images;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.cli.doctor.images.LifecycleRule.Limit;

/** When a repository's lifecycle policy takes an image. */
sealed interface Expiry {
    /** Not as long as the policy and the image's tags stay as they are. */
    record Never() implements Expiry {}

    /** Once so many more images have been pushed; none, at the next run of the policy. */
    record AfterPushes(int more) implements Expiry {}

    /** Then. */
    record At(Instant time) implements Expiry {}

    /** The rule of this priority decides, and says something that is not known here. */
    record Unknown(int rule) implements Expiry {}

    /** An image as a policy sees it. */
    record Candidate(String digest, List<String> tags, Instant pushedAt) {}

    /**
     * Judges an image.
     *
     * <p>The first rule that speaks of it decides; it counts every image that it speaks of, also those that a rule before
     * it keeps (docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html).
     *
     * @param all every image of the repository
     */
    static Expiry of(Candidate image, List<Candidate> all, List<LifecycleRule> rules) {
        Optional<LifecycleRule> first =
                rules.stream().filter(rule -> rule.tags().test(image.tags())).findFirst();
        if (first.isEmpty()) {
            return new Never();
        }
        var rule = first.get();
        if (rule.limit().isEmpty()) {
            return new Unknown(rule.priority());
        }
        return switch (rule.limit().get()) {
            case Limit.Age(var kept) -> new At(image.pushedAt().plus(kept));
            case Limit.Count(var kept) -> new AfterPushes(Math.max(0, kept - newer(image, all, rule)));
        };
    }

    private static int newer(Candidate image, List<Candidate> all, LifecycleRule rule) {
        return all.stream()
                .filter(other -> rule.tags().test(other.tags()))
                .sorted(Comparator.comparing(Candidate::pushedAt).reversed())
                .map(Candidate::digest)
                .toList()
                .indexOf(image.digest());
    }
}
