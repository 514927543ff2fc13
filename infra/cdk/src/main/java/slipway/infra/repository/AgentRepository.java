package slipway.infra.repository;

import java.util.ArrayList;
import java.util.List;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.ImageTagMutabilityExclusionFilter;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * A repository of an agent's images: scanned on push, and cleaned up without losing what runs.
 *
 * <p>Control planes of other accounts may follow it: then it lets their accounts pull, and forwards what is pushed to them.
 */
public final class AgentRepository extends Construct {
    private static final String[] PULL = {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"};

    private final Repository repository;

    /**
     * @throws IllegalArgumentException naming every problem of the properties
     */
    public AgentRepository(Construct scope, String id, AgentRepositoryProps props) {
        super(scope, id);
        RepositoryRules.check(props, Stack.of(this));
        var builder = Repository.Builder.create(this, "Repository")
                .repositoryName(props.name())
                .imageScanOnPush(true)
                .lifecycleRules(ImageLifecycle.rules(props))
                .emptyOnDelete(props.removal() == RemovalPolicy.DESTROY)
                .removalPolicy(props.removal());
        mutability(builder, props);
        this.repository = builder.build();
        props.controlPlanes().forEach(controlPlane -> {
            CrossAccount.statements(controlPlane).forEach(repository::addToResourcePolicy);
            new ImageEvents(this, controlPlane, props);
        });
    }

    /** The repository itself. */
    public Repository repository() {
        return repository;
    }

    /**
     * What the execution role of an agent needs to be started from one of {@code repositories}. A token is for the whole registry: AWS
     * has no narrower resource for it, so {@code *} is to be acknowledged beside it.
     */
    public static List<PolicyStatement> pull(List<AgentRepository> repositories) {
        var arns = repositories.stream()
                .map(one -> one.repository.getRepositoryArn())
                .toList();
        return List.of(Allow.on(arns, PULL), Allow.on(List.of("*"), "ecr:GetAuthorizationToken"));
    }

    private static void mutability(Repository.Builder builder, AgentRepositoryProps props) {
        var tags = props.imageTags();
        if (!tags.immutable()) {
            builder.imageTagMutability(TagMutability.MUTABLE);
        } else if (tags.moving().isEmpty()) {
            builder.imageTagMutability(TagMutability.IMMUTABLE);
        } else {
            var filters = new ArrayList<ImageTagMutabilityExclusionFilter>();
            tags.moving().forEach(pattern -> filters.add(ImageTagMutabilityExclusionFilter.wildcard(pattern)));
            builder.imageTagMutability(TagMutability.IMMUTABLE_WITH_EXCLUSION)
                    .imageTagMutabilityExclusionFilters(filters);
        }
    }
}
