package slipway.infra.agentruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.limit.Limits;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Allow;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.ITaggableV2;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagManager;
import software.amazon.awscdk.TagType;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A runtime that its stack configures and that rollouts bring images to, in peace: a change of its configuration rolls out on every target of the runtime like an image, with the image that is live, and no update of the stack brings an older image back.
 *
 * <p>It needs the control plane's names only, so an agent's own app can hold it; the control plane is deployed before it, and deleted after it.
 */
public final class AgentRuntime extends Construct implements ITaggableV2, IConnectable, IGrantable {
    private static final String TYPE = "Custom::AgentRuntime";

    private final AgentRuntimeProps props;
    private final List<ISecurityGroup> securityGroups;
    private final TagManager tags;
    private final CustomResource resource;
    private final List<String> endpoints = new ArrayList<>();

    /**
     * @throws IllegalArgumentException naming every problem of the properties
     */
    public AgentRuntime(Construct scope, String id, Names controlPlane, AgentRuntimeProps props) {
        super(scope, id);
        RuntimeRules.check(props, controlPlane, Stack.of(this));
        this.props = props;
        this.securityGroups = securityGroups();
        this.tags = new TagManager(TagType.MAP, TYPE, props.tags());
        var pass = passRole(controlPlane);
        this.resource = CustomResource.Builder.create(this, "Resource")
                .resourceType(TYPE)
                .serviceToken(controlPlane.serviceToken())
                .serviceTimeout(Duration.seconds(props.patience().toSeconds()))
                .removalPolicy(props.removal())
                .properties(properties())
                .build();
        // AgentCore looks at what the role may do when a runtime is made.
        resource.getNode().addDependency(pass, props.role());
        warn();
    }

    /** Its name, which targets declare. */
    public String name() {
        return props.name();
    }

    public String arn() {
        return resource.getAttString("AgentRuntimeArn");
    }

    /** Its name, and what AgentCore adds. */
    public String id() {
        return resource.getAttString("AgentRuntimeId");
    }

    /** The version that the stack's last change came to; rollouts of images make more. */
    public String version() {
        return resource.getAttString("AgentRuntimeVersion");
    }

    /** What the stack declares, as 64 hexadecimal digits: what a {@code SmokeGate} can wait for, and a veto names. */
    public String configurationHash() {
        return resource.getAttString("ConfigurationHash");
    }

    /** How the stack's last change ended: {@code Created}, {@code Adopted}, {@code Promoted}, {@code Unchanged}, {@code Requested}, or {@code Unproven} where no target tested it. */
    public String outcome() {
        return resource.getAttString("Outcome");
    }

    /** The role that its agents run as. */
    public IRole role() {
        return props.role();
    }

    /** How far a changed configuration has come when the stack goes on. */
    public WaitFor waitFor() {
        return props.waitFor();
    }

    /** How long CloudFormation waits for that. */
    public java.time.Duration patience() {
        return props.patience();
    }

    /** What a declaration says of the authorizer's private endpoints, which AgentCore never returns; empty where the stack declares no authorizer. */
    public Optional<String> authorizerPrivateEndpoints() {
        return props.configuration().authorizer().map(JwtAuthorizer::declaredOverrides);
    }

    /**
     * Lets {@code grantee} invoke the agent behind one endpoint, and end its sessions there.
     *
     * <p>AgentCore asks IAM about the runtime and about the endpoint, so a grant on these two opens no other endpoint.
     *
     * @throws IllegalArgumentException for {@code DEFAULT} and for endpoints of versions under test, which serve what nobody has proven
     */
    public Grant grantInvoke(IGrantable grantee, String endpoint) {
        return grant(grantee, endpoint, "bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:StopRuntimeSession");
    }

    /** Lets {@code grantee} say for which user it invokes, besides {@link #grantInvoke}. */
    public Grant grantInvokeForUser(IGrantable grantee, String endpoint) {
        return grant(
                grantee,
                endpoint,
                "bedrock-agentcore:InvokeAgentRuntime",
                "bedrock-agentcore:InvokeAgentRuntimeForUser",
                "bedrock-agentcore:StopRuntimeSession");
    }

    private Grant grant(IGrantable grantee, String endpoint, String... actions) {
        var problems = new Problems();
        Endpoints.check(problems, endpoint);
        problems.report("grant on runtime " + props.name());
        return Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(actions))
                .resourceArns(List.of(arn(), arn() + "/runtime-endpoint/" + endpoint))
                .build());
    }

    /** One of AgentCore's metrics of an endpoint, over a minute. */
    public Metric metric(RuntimeMetric metric, String endpoint) {
        var dimensions = new TreeMap<String, String>();
        dimensions.put("Name", props.name() + "::" + endpoint);
        dimensions.put("Operation", "InvokeAgentRuntime");
        dimensions.put("Resource", arn());
        return Metric.Builder.create()
                .namespace("AWS/Bedrock-AgentCore")
                .metricName(metric.metric())
                .dimensionsMap(dimensions)
                .statistic(metric.statistic())
                .period(Duration.minutes(1))
                .build();
    }

    /**
     * Notes that a target of this app serves the runtime behind this endpoint.
     *
     * @throws IllegalArgumentException where another one does, or where there are too many
     */
    public void servedBehind(String endpoint) {
        var problems = new Problems();
        problems.unless(
                !endpoints.contains(endpoint), "endpoint", endpoint, "write another: one target has it already");
        endpoints.add(endpoint);
        Limits.amount(problems, "targets", endpoints.size(), "runtime.targets");
        problems.report("runtime " + props.name());
    }

    @Override
    public TagManager getCdkTagManager() {
        return tags;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return props.role().getGrantPrincipal();
    }

    /** @throws IllegalStateException where the runtime is in no VPC */
    @Override
    public Connections getConnections() {
        if (securityGroups.isEmpty()) {
            throw new IllegalStateException("runtime " + props.name() + " is in no VPC: declare network in one");
        }
        return Connections.Builder.create().securityGroups(securityGroups).build();
    }

    /** The roles of the control plane stand in another stack, and are named. */
    private Policy passRole(Names controlPlane) {
        var progress =
                Role.fromRoleName(this, "ResourceProgressRole", Handler.RESOURCE_PROGRESS.roleName(controlPlane));
        return Policy.Builder.create(this, "PassRolePolicy")
                .policyName("runtime-" + props.name())
                .statements(List.of(Allow.on(List.of(props.role().getRoleArn()), "iam:PassRole")))
                .roles(List.of(progress))
                .build();
    }

    private SortedMap<String, Object> properties() {
        var properties = new TreeMap<String, Object>();
        properties.put("RuntimeName", props.name());
        properties.put("Image", props.image());
        properties.put("RoleArn", props.role().getRoleArn());
        properties.put("Adopt", props.adopt());
        properties.put("WaitFor", props.waitFor().text());
        properties.put("Configuration", configuration());
        properties.put("Tags", tags.getRenderedTags());
        props.configuration().additional().ifPresent(json -> properties.put("AdditionalProperties", json));
        return properties;
    }

    private SortedMap<String, Object> configuration() {
        var members = new TreeMap<>(props.configuration().members());
        // A new runtime needs a network; that of an adopted one is not to be changed by saying nothing.
        props.configuration()
                .network()
                .or(() -> props.adopt() ? Optional.empty() : Optional.of(RuntimeNetwork.open()))
                .ifPresent(network -> members.put("networkConfiguration", network.property(securityGroups)));
        return members;
    }

    /** Those that were declared, or one of its own, where it is in a VPC. */
    private List<ISecurityGroup> securityGroups() {
        if (!(props.configuration().network().orElse(null) instanceof RuntimeNetwork.InVpc inside)) {
            return List.of();
        }
        if (!inside.securityGroups().isEmpty()) {
            return inside.securityGroups();
        }
        var group = SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(inside.vpc())
                .description("Agents of the runtime " + props.name())
                .build();
        // AgentCore's network interfaces outlive the runtime by hours: a stack that waited for them would fail.
        group.applyRemovalPolicy(RemovalPolicy.RETAIN);
        return List.of(group);
    }

    private void warn() {
        if (props.configuration().network().orElse(null) instanceof RuntimeNetwork.InVpc inside) {
            Aspects.of(this).add(new EcrRoute(this, inside));
        }
        if (RuntimeRules.isPerhaps(props.configuration())) {
            Annotations.of(this)
                    .addWarningV2(
                            "slipway:environmentBytes",
                            "The environment has %d bytes, platform V2 takes %d: %s"
                                    .formatted(
                                            RuntimeRules.bytes(props.configuration()),
                                            Limits.of("environment.bytes.v2").most(),
                                            Limits.of("environment.bytes.unknown")
                                                    .remedy()));
        }
    }
}
