package slipway.infra.repository;

import java.util.List;
import java.util.Optional;
import slipway.infra.environment.Environment;
import slipway.infra.environment.ImageTags;
import slipway.infra.environment.Kept;
import slipway.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * A repository as it is wanted.
 *
 * @param name in ECR
 * @param imageTags whether tags may move. What runs is pinned by digest either way
 * @param removal what becomes of the repository when its stack is deleted; DESTROY takes its images along
 * @param keepTagged how many of the newest tagged images stay, 1 or more; protected ones stay anyway
 * @param untaggedDays days after which an image without a tag goes, 1 or more
 * @param controlPlanes control planes of other accounts that follow the repository
 * @param alarms hears of pushes that did not reach one of them; without it their alarm rings all the same, and tells nobody
 */
public record AgentRepositoryProps(
        String name,
        ImageTags imageTags,
        RemovalPolicy removal,
        int keepTagged,
        int untaggedDays,
        List<Names> controlPlanes,
        Optional<ITopic> alarms) {
    private static final int KEEP_TAGGED = 50;
    private static final int UNTAGGED_DAYS = 14;

    public AgentRepositoryProps {
        controlPlanes = List.copyOf(controlPlanes);
    }

    /** A repository for {@code environment}, followed by its control plane alone. */
    public static AgentRepositoryProps of(String name, Environment environment) {
        return new AgentRepositoryProps(
                name,
                environment.imageTags(),
                environment.removalOf(Kept.IMAGES),
                KEEP_TAGGED,
                UNTAGGED_DAYS,
                List.of(),
                Optional.empty());
    }

    /** How many tagged images stay, and for how many days untagged ones do. */
    public AgentRepositoryProps keeping(int tagged, int days) {
        return new AgentRepositoryProps(name, imageTags, removal, tagged, days, controlPlanes, alarms);
    }

    /** Lets control planes of other accounts follow the repository. */
    public AgentRepositoryProps followedBy(List<Names> others) {
        return new AgentRepositoryProps(name, imageTags, removal, keepTagged, untaggedDays, others, alarms);
    }

    /** Tells {@code topic}, of this account, of pushes that could not be forwarded. */
    public AgentRepositoryProps telling(ITopic topic) {
        return new AgentRepositoryProps(
                name, imageTags, removal, keepTagged, untaggedDays, controlPlanes, Optional.of(topic));
    }
}
