package slipway.infra.sample;

import slipway.infra.agentrole.AgentRole;
import slipway.infra.agentrole.AgentRoleProps;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.agentruntime.AgentRuntimeProps;
import slipway.infra.agentruntime.RuntimeConfiguration;
import slipway.infra.environment.Environment;
import slipway.infra.naming.Names;
import slipway.infra.target.AgentTarget;
import slipway.infra.target.Declaration;
import slipway.infra.target.Expectation;
import slipway.infra.target.FollowedRepository;
import slipway.infra.target.SmokeTest;
import slipway.infra.target.TagPolicy;
import slipway.infra.target.TargetRuntime;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.ecr.Repository;
import software.constructs.Construct;

/**
 * A team's stack, for when the first image is in each of its repositories: two agents, a role each, and the table that one of them writes and the other one reads. The runtimes are Slipway's: what the stack says of their configuration rolls out like an image, and no update of the stack brings an older image back.
 *
 * <p>Both may be asked to write. What stops the assistant is its role, whatever somebody talks it into.
 */
public final class SampleTeam extends Stack {
    static final String ASSISTANT = "agents/assistant";
    static final String WORKFLOW = "agents/workflow";

    private static final String FIRST_TAG = "1.0.0";
    private static final SmokeTest PING =
            SmokeTest.ask("{\"prompt\":\"ping\"}", Expectation.valueAt("/answer", "\"ok\""));

    private final Environment environment;
    private final Names names;
    private final Table notes;

    public SampleTeam(Construct scope, Environment environment, StackProps props) {
        super(scope, "SampleTeam", props);
        this.environment = environment;
        this.names = environment.names();
        this.notes = notes();
        notes.grant(agent("Workflow", "workflow", WORKFLOW), "dynamodb:PutItem");
        notes.grant(agent("Assistant", "assistant", ASSISTANT), "dynamodb:GetItem");
    }

    private Table notes() {
        return Table.Builder.create(this, "Notes")
                .tableName(names.of("sample-notes"))
                .partitionKey(Attribute.builder()
                        .name("id")
                        .type(AttributeType.STRING)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** An agent with its target; the role that it runs as. */
    private AgentRole agent(String id, String name, String repository) {
        var followed = FollowedRepository.named(repository, names);
        var role = new AgentRole(
                this,
                id + "Role",
                AgentRoleProps.of(name, followed, names)
                        .named(names.of("sample-" + name))
                        .in(environment.organisation()));
        var images = Repository.fromRepositoryName(this, id + "Repository", repository);
        var runtime = new AgentRuntime(
                this,
                id,
                names,
                AgentRuntimeProps.of(name, images, FIRST_TAG, role).configured(settings()));
        new AgentTarget(
                this,
                id + "Target",
                names,
                Declaration.live(name, followed, TagPolicy.semver(">=1.0.0"), TargetRuntime.of(runtime), "live", PING));
        return role;
    }

    private RuntimeConfiguration settings() {
        return RuntimeConfiguration.standard()
                .environment("AWS_REGION", names.region())
                .environment("NOTES_TABLE", notes.getTableName());
    }
}
