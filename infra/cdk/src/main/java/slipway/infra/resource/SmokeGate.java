package slipway.infra.resource;

import java.util.TreeMap;
import slipway.infra.limit.Limits;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/**
 * Keeps a stack from going on until a target has brought an image or a configuration live, proven; fails it if the target will not.
 *
 * <p>What must wait depends on it: {@code service.getNode().addDependency(gate)}. Where the stack declares the target as well, the gate depends on that one.
 */
public final class SmokeGate extends Construct {
    private final CustomResource resource;

    /**
     * @throws IllegalArgumentException naming every problem of the properties
     */
    public SmokeGate(Construct scope, String id, Names controlPlane, SmokeGateProps props) {
        super(scope, id);
        check(props);
        var properties = new TreeMap<String, Object>();
        properties.put("Target", props.target());
        properties.put("Trigger", props.trigger());
        props.runtime().ifPresent(runtime -> properties.put("Runtime", runtime));
        switch (props.wanted()) {
            case SmokeGateProps.Image image -> properties.put("Image", image.uri());
            case SmokeGateProps.Configuration configuration -> properties.put("Configuration", configuration.hash());
        }
        this.resource = CustomResource.Builder.create(this, "Resource")
                .resourceType("Custom::SmokeGate")
                .serviceToken(controlPlane.serviceToken())
                .properties(properties)
                .build();
    }

    /** What is live, pinned. */
    public String liveImage() {
        return resource.getAttString("LiveImage");
    }

    public String liveTag() {
        return resource.getAttString("LiveTag");
    }

    public String liveDigest() {
        return resource.getAttString("LiveDigest");
    }

    /** The runtime's version that is live. */
    public String liveVersion() {
        return resource.getAttString("LiveVersion");
    }

    private static void check(SmokeGateProps props) {
        var problems = new Problems();
        Limits.form(problems, "target", props.target(), "target.name");
        switch (props.wanted()) {
            case SmokeGateProps.Image image -> Limits.form(problems, "image", image.uri(), "image.named");
            case SmokeGateProps.Configuration configuration ->
                Limits.form(problems, "configuration", configuration.hash(), "configuration.hash");
        }
        props.runtime().ifPresent(runtime -> Limits.form(problems, "runtime", runtime, "runtime.name"));
        trigger(problems, props.trigger());
        problems.report("gate for " + props.target());
    }

    static void trigger(Problems problems, String trigger) {
        problems.unless(
                Token.isUnresolved(trigger) || !trigger.isBlank(),
                "trigger",
                "blank",
                "write what changes when CloudFormation has to ask again: a deployment's id, or a parameter's value");
    }
}
