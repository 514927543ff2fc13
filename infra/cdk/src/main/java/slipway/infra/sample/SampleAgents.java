package slipway.infra.sample;

import java.util.TreeMap;
import slipway.infra.environment.Environment;
import slipway.infra.naming.Names;
import slipway.infra.target.AgentTarget;
import slipway.infra.target.Declaration;
import slipway.infra.target.Expectation;
import slipway.infra.target.FollowedRepository;
import slipway.infra.target.SmokeTest;
import slipway.infra.target.TagPolicy;
import slipway.infra.target.TargetRuntime;
import slipway.infra.target.TargetRuntime.ConfigurationFrom;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.bedrockagentcore.AgentRuntimeArtifact;
import software.amazon.awscdk.services.bedrockagentcore.Runtime;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The sample's second stack, for when the first image is in each repository: runtimes that plain CloudFormation owns, and their targets. {@link SampleTeam} has such that Slipway's construct owns.
 *
 * <p>The template names the image that a runtime is made with, and CloudFormation sends it again whenever something of the runtime changes. A target can live with that where it says {@code configurationFrom: latest}, as support does: after such an update its desired image rolls out again, on the configuration that the update left. What that costs:
 *
 * <ul>
 *   <li>Until then the latest version, and with it {@code DEFAULT}, is the template's image, which nobody has proven with this configuration.
 *   <li>The stack is done before anything is tested. A configuration that breaks the agent fails no stack: its rollout is rejected, live stays as it was, and the template says what does not run.
 *   <li>Whatever made the latest version is taken for the stack's: an experiment by hand goes live with the next image, if it passes the smoke test.
 * </ul>
 *
 * <p>Concierge starts from what live serves instead: a stack's change of its runtime is a foreign one, which holds its targets until a person adopts it.
 */
public final class SampleAgents extends Stack {
    private static final String FIRST_TAG = "1.0.0";
    private static final SmokeTest PING =
            SmokeTest.ask("{\"prompt\":\"ping\"}", Expectation.valueAt("/answer", "\"ok\""));

    private final Names names;
    private final IRole role;

    public SampleAgents(Construct scope, Environment environment, StackProps props) {
        super(scope, "SampleAgents", props);
        this.names = environment.names();
        // The runtime's construct would write statements into a role that it may change; this one has its own.
        this.role = Role.fromRoleArn(
                this,
                "AgentRole",
                environment.roleArn(names.of("sample-agent")),
                FromRoleArnOptions.builder().mutable(false).build());
        support();
        concierge();
    }

    /** Updates start from the latest version, which is the stack's. */
    private void support() {
        var repository = FollowedRepository.named("agents/support", names);
        var support = runtime("Support", "support", "agents/support");
        failing("SupportErrors", "support", support);
        var runtime = TargetRuntime.of(support);
        var policy = TagPolicy.semver(">=1.0.0");
        target("SupportTarget", Declaration.live("support", repository, policy, runtime, "live", PING));
        target("SupportTagTarget", Declaration.publishOnly("support-tag", repository, TagPolicy.newest()));
    }

    private void concierge() {
        var repository = FollowedRepository.named("agents/concierge", names);
        var runtime = TargetRuntime.of(runtime("Concierge", "concierge", "agents/concierge"))
                .configuredFrom(ConfigurationFrom.LIVE);
        var policy = TagPolicy.semver(">=1.0.0");
        target("ConciergeDevTarget", Declaration.live("concierge-dev", repository, policy, runtime, "dev", PING));
        target("ConciergeProdTarget", Declaration.live("concierge-prod", repository, policy, runtime, "prod", PING));
    }

    /** Rings when callers of live get errors: an alarm of the owner's, for a bake to watch. */
    private void failing(String id, String name, Runtime runtime) {
        var dimensions = new TreeMap<String, String>();
        dimensions.put("Name", name + "::live");
        dimensions.put("Operation", "InvokeAgentRuntime");
        dimensions.put("Resource", runtime.getAgentRuntimeArn());
        Metric.Builder.create()
                .namespace("AWS/Bedrock-AgentCore")
                .metricName("UserErrors")
                .dimensionsMap(dimensions)
                .statistic("Sum")
                .period(Duration.minutes(1))
                .build()
                .createAlarm(
                        this,
                        id,
                        CreateAlarmOptions.builder()
                                .alarmName(names.of("sample-" + name + "-errors"))
                                .alarmDescription("Callers of %s get errors.".formatted(name))
                                .threshold(3)
                                .evaluationPeriods(1)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build());
    }

    private void target(String id, Declaration declaration) {
        new AgentTarget(this, id, names, declaration);
    }

    private Runtime runtime(String id, String name, String repository) {
        var images = Repository.fromRepositoryName(this, id + "Repository", repository);
        return Runtime.Builder.create(this, id)
                .runtimeName(name)
                .agentRuntimeArtifact(AgentRuntimeArtifact.fromEcrRepository(images, FIRST_TAG))
                .executionRole(role)
                .build();
    }
}
