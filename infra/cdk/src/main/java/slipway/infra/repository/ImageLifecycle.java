package slipway.infra.repository;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.TagStatus;

/**
 * Which images go by themselves.
 *
 * <p>An image that matches the tags of a rule is not expired by a rule after it (docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html).
 * So the first rule matches what is protected and expires nothing; it is what keeps the images that live and previous versions run.
 */
final class ImageLifecycle {
    /** What the tags of protected images start with. */
    static final String PROTECTED = "slipway-keep-";

    /**
     * More images than a repository holds: 100,000 is the quota, which AWS raises on request
     * (docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html). AWS names no bound for the count; this one stays within 32 bits.
     */
    static final int NEVER = 1_000_000_000;

    private ImageLifecycle() {}

    static List<LifecycleRule> rules(AgentRepositoryProps props) {
        return List.of(
                LifecycleRule.builder()
                        .rulePriority(1)
                        .description("What live and previous versions run stays.")
                        .tagStatus(TagStatus.TAGGED)
                        .tagPrefixList(List.of(PROTECTED))
                        .maxImageCount(NEVER)
                        .build(),
                LifecycleRule.builder()
                        .rulePriority(2)
                        .description("The newest tagged images stay.")
                        .tagStatus(TagStatus.TAGGED)
                        // Any tag: an empty prefix would say so too, and is refused.
                        .tagPatternList(List.of("*"))
                        .maxImageCount(props.keepTagged())
                        .build(),
                LifecycleRule.builder()
                        .rulePriority(3)
                        .description("What lost its last tag goes. Parts of an index stay as long as it does.")
                        .tagStatus(TagStatus.UNTAGGED)
                        .maxImageAge(Duration.days(props.untaggedDays()))
                        .build());
    }
}
