package slipway.infra.resource;

import java.util.List;
import java.util.TreeMap;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import slipway.infra.problem.Problems;
import slipway.infra.target.TagPolicy;
import slipway.infra.target.TagPolicyProperty;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Asks, while a stack is deployed, which image of a repository a policy picks: for what takes an image and follows no repository, as task definitions and functions do.
 */
public final class ImageLookup extends Construct {
    private static final int LONGEST = 128;
    private static final int ADDRESS = 12;

    private final CustomResource resource;

    /**
     * @throws IllegalArgumentException naming every problem of the properties
     */
    public ImageLookup(Construct scope, String id, Names controlPlane, ImageLookupProps props) {
        super(scope, id);
        check(props);
        var properties = new TreeMap<String, Object>();
        properties.put("RepositoryArn", props.repository().arn());
        properties.put("Trigger", props.trigger());
        switch (props.policy()) {
            case TagPolicy.Exact exact -> properties.put("Tag", exact.tag());
            case TagPolicy.Semver semver -> properties.put("TagPolicy", TagPolicyProperty.of(semver));
            case TagPolicy.Newest newest -> properties.put("TagPolicy", TagPolicyProperty.of(newest));
        }
        this.resource = CustomResource.Builder.create(this, "Resource")
                .resourceType("Custom::ImageLookup")
                .serviceToken(controlPlane.serviceToken())
                .properties(properties)
                .build();
        resource.getNode().addDependency(look(controlPlane, props));
    }

    /** The image, pinned: its tag and its digest. */
    public String uri() {
        return resource.getAttString("Uri");
    }

    public String digest() {
        return resource.getAttString("Digest");
    }

    public String tag() {
        return resource.getAttString("Tag");
    }

    /** The control plane's role stands in another stack, and is named. */
    private Policy look(Names controlPlane, ImageLookupProps props) {
        var progress =
                Role.fromRoleName(this, "ResourceProgressRole", Handler.RESOURCE_PROGRESS.roleName(controlPlane));
        return Policy.Builder.create(this, "ImagesPolicy")
                .policyName(policyName())
                .statements(List.of(Allow.on(List.of(props.repository().arn()), "ecr:DescribeImages")))
                .roles(List.of(progress))
                .build();
    }

    /** Stacks that look into the same repository share the role, so each has a policy of its own there. */
    private String policyName() {
        var name = "lookup-" + getNode().getAddr().substring(0, ADDRESS) + "-"
                + Stack.of(this).getStackName();
        return name.substring(0, Math.min(LONGEST, name.length()));
    }

    private static void check(ImageLookupProps props) {
        var problems = new Problems();
        TagPolicyProperty.check(props.policy(), problems);
        SmokeGate.trigger(problems, props.trigger());
        problems.report("lookup in " + props.repository().name());
    }
}
