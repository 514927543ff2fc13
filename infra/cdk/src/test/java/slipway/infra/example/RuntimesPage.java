package slipway.infra.example;

import java.time.Duration;
import slipway.infra.agentrole.AgentRole;
import slipway.infra.agentrole.AgentRoleProps;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.agentruntime.AgentRuntimeProps;
import slipway.infra.agentruntime.JwtAuthorizer;
import slipway.infra.agentruntime.RuntimeConfiguration;
import slipway.infra.agentruntime.RuntimeMetric;
import slipway.infra.agentruntime.RuntimeNetwork;
import slipway.infra.agentruntime.WaitFor;
import slipway.infra.naming.Names;
import slipway.infra.resource.ImageLookup;
import slipway.infra.resource.ImageLookupProps;
import slipway.infra.resource.SmokeGate;
import slipway.infra.resource.SmokeGateProps;
import slipway.infra.target.AgentTarget;
import slipway.infra.target.Declaration;
import slipway.infra.target.Expectation;
import slipway.infra.target.FollowedRepository;
import slipway.infra.target.SmokeTest;
import slipway.infra.target.TagPolicy;
import slipway.infra.target.TargetRuntime;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.bedrockagentcore.AgentRuntimeArtifact;
import software.amazon.awscdk.services.bedrockagentcore.Runtime;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** The examples of docs/runtimes.md. */
final class RuntimesPage extends Stack {
    private final Names controlPlane;
    private final FollowedRepository repository;

    RuntimesPage(Construct scope, StackProps props, Names controlPlane) {
        super(scope, "RuntimesPage", props);
        this.controlPlane = controlPlane;
        this.repository = FollowedRepository.named("agents/support", controlPlane);
    }

    void runtime() {
        // tag::runtime[]
        var role = new AgentRole(this, "Role", AgentRoleProps.of("support", repository, controlPlane));
        var configuration = RuntimeConfiguration.standard()
                .describedAs("Answers customers")
                .environment("MODEL", "small")
                .sessions(Duration.ofMinutes(15), Duration.ofHours(8));
        var support = new AgentRuntime(
                this,
                "Support",
                controlPlane,
                AgentRuntimeProps.of("support", repository.uri("1.0.0"), role).configured(configuration));
        // end::runtime[]
        // tag::target[]
        new AgentTarget(
                this,
                "Target",
                controlPlane,
                Declaration.live(
                        "support",
                        repository,
                        TagPolicy.semver("1.x"),
                        TargetRuntime.of(support),
                        "live",
                        SmokeTest.ask("{\"prompt\": \"ping\"}", Expectation.containing("pong"))));
        // end::target[]
        var web = Role.Builder.create(this, "Web")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        // tag::grant[]
        support.grantInvoke(web, "live");
        support.metric(RuntimeMetric.USER_ERRORS, "live")
                .createAlarm(
                        this,
                        "Errors",
                        CreateAlarmOptions.builder()
                                .threshold(3)
                                .evaluationPeriods(1)
                                .build());
        // end::grant[]
    }

    void network(IVpc vpc) {
        var role = new AgentRole(this, "Role", AgentRoleProps.of("support", repository, controlPlane));
        // tag::network[]
        var configuration = RuntimeConfiguration.standard()
                .network(RuntimeNetwork.in(vpc))
                .authorizedBy(JwtAuthorizer.of("https://id.example.com/.well-known/openid-configuration")
                        .audiences("support"))
                .allowingHeaders("Authorization")
                .additional("{\"hooksConfiguration\": {}}");
        // end::network[]
        var props = AgentRuntimeProps.of("support", repository.uri("1.0.0"), role);
        new AgentRuntime(this, "Support", controlPlane, props.configured(configuration));
    }

    void adopted() {
        var role = new AgentRole(this, "Role", AgentRoleProps.of("support", repository, controlPlane));
        // tag::adopt[]
        new AgentRuntime(
                this,
                "Support",
                controlPlane,
                AgentRuntimeProps.of("support", repository.uri("1.0.0"), role)
                        .adopting()
                        .waitingFor(WaitFor.PROVEN));
        // end::adopt[]
    }

    void gate(Construct website) {
        // tag::gate[]
        var desired =
                StringParameter.valueForStringParameter(this, controlPlane.parameter("images/support/desired-image"));
        var gate = new SmokeGate(this, "Gate", controlPlane, SmokeGateProps.image("support", desired, desired));
        website.getNode().addDependency(gate);
        // end::gate[]
    }

    void lookup(TaskDefinition task, String build) {
        // tag::lookup[]
        var lookup = new ImageLookup(
                this, "Image", controlPlane, ImageLookupProps.of(repository, TagPolicy.semver("1.x"), build));
        task.addContainer(
                "Worker",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry(lookup.uri()))
                        .memoryLimitMiB(512)
                        .build());
        // end::lookup[]
    }

    void plain() {
        // tag::plain[]
        var runtime = Runtime.Builder.create(this, "Support")
                .runtimeName("support")
                .agentRuntimeArtifact(AgentRuntimeArtifact.fromEcrRepository(
                        Repository.fromRepositoryName(this, "Images", "agents/support"), "1.0.0"))
                .build();
        var target = TargetRuntime.of(runtime);
        // end::plain[]
        var test = SmokeTest.ask("{\"prompt\": \"ping\"}", Expectation.status(200));
        var declaration = Declaration.live("support", repository, TagPolicy.semver("1.x"), target, "live", test);
        new AgentTarget(this, "Target", controlPlane, declaration);
    }
}
