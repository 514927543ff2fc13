package slipway.infra.agentrole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Statement;
import slipway.infra.environment.Organisation;
import slipway.infra.naming.Names;
import slipway.infra.target.FollowedRepository;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.dynamodb.Table;

class AgentRoleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Names NAMES = new Names("slipway", "prod", "111122223333", "eu-central-1");
    private static final AgentRoleProps ASSISTANT =
            AgentRoleProps.of("assistant", FollowedRepository.named("agents/assistant", NAMES), NAMES);

    @Test
    void agentCoreAloneTakesItAndForThisAccountAndRegion() {
        var trust = role(ASSISTANT).path("AssumeRolePolicyDocument").path("Statement");
        assertThat(trust).singleElement().satisfies(statement -> {
            assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRole");
            assertThat(statement.path("Principal").toString())
                    .isEqualTo("{\"Service\":\"bedrock-agentcore.amazonaws.com\"}");
            assertThat(statement.path("Condition").toString())
                    .isEqualTo(
                            "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:bedrock-agentcore:eu-central-1:111122223333:*\"},"
                                    + "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}");
        });
    }

    @Test
    void itPullsFromOneRepository() {
        assertThat(allowing("ecr:BatchGetImage").actions())
                .containsExactly("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        assertThat(allowing("ecr:BatchGetImage").resources())
                .containsExactly("arn:aws:ecr:eu-central-1:111122223333:repository/agents/assistant");
        assertThat(allowing("ecr:GetAuthorizationToken").resources()).containsExactly("*");
    }

    @Test
    void theRepositoryMayBeAnotherAccounts() {
        var followed = new FollowedRepository("444455556666", "eu-central-1", "agents/assistant");

        assertThat(statements(AgentRoleProps.of("assistant", followed, NAMES)))
                .flatExtracting(Statement::resources)
                .contains("arn:aws:ecr:eu-central-1:444455556666:repository/agents/assistant");
    }

    @Test
    void itWritesTheLogsOfItsOwnRuntime() {
        var logs = allowing("logs:PutLogEvents");
        assertThat(logs.actions())
                .containsExactly(
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents");
        assertThat(logs.resources())
                .containsExactly(
                        "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/bedrock-agentcore/runtimes/assistant-*");
    }

    @Test
    void itsMetricsGoWhereAgentCorePutsThem() {
        assertThat(allowing("cloudwatch:PutMetricData").condition().toString())
                .isEqualTo("{\"StringEquals\":{\"cloudwatch:namespace\":\"bedrock-agentcore\"}}");
    }

    @Test
    void nothingElseIsAllowedAnywhere() {
        assertThat(statements(ASSISTANT))
                .allMatch(Statement::allows)
                .filteredOn(statement -> statement.resources().contains("*"))
                .flatExtracting(Statement::actions)
                .containsExactlyInAnyOrder(
                        "ecr:GetAuthorizationToken",
                        "xray:GetSamplingRules",
                        "xray:GetSamplingTargets",
                        "xray:PutTelemetryRecords",
                        "xray:PutTraceSegments",
                        "cloudwatch:PutMetricData");
    }

    @Test
    void tokensAreForThoseWhoAsk() {
        assertThat(statements(ASSISTANT))
                .flatExtracting(Statement::actions)
                .noneMatch(action -> action.startsWith("bedrock-agentcore:"));

        assertThat(statements(ASSISTANT.asking(WorkloadToken.FOR_JWT, WorkloadToken.OWN, WorkloadToken.OWN)))
                .last()
                .satisfies(tokens -> {
                    assertThat(tokens.actions())
                            .containsExactly(
                                    "bedrock-agentcore:GetWorkloadAccessToken",
                                    "bedrock-agentcore:GetWorkloadAccessTokenForJWT");
                    assertThat(tokens.resources())
                            .containsExactly(
                                    "arn:aws:bedrock-agentcore:eu-central-1:111122223333:workload-identity-directory/default",
                                    "arn:aws:bedrock-agentcore:eu-central-1:111122223333:workload-identity-directory/default"
                                            + "/workload-identity/assistant-*");
                });
    }

    @Test
    void itHasTheNamePathAndBoundaryThatAreWanted() {
        var organisation = new Organisation(
                Optional.of("bounded-team"), "/teams/agents/", Optional.empty(), Optional.empty(), Optional.empty());

        var role = role(ASSISTANT.named("team-assistant").in(organisation));

        assertThat(role.path("RoleName").asText()).isEqualTo("team-assistant");
        assertThat(role.path("Path").asText()).isEqualTo("/teams/agents/");
        assertThat(role.path("PermissionsBoundary").toString()).contains(":policy/bounded-team");
        assertThat(role(ASSISTANT).has("RoleName")).isFalse();
        assertThat(role(ASSISTANT).has("PermissionsBoundary")).isFalse();
    }

    @Test
    void itIsGrantedToAsAnyRoleIs() {
        var stack = new Stack(new App(), "Team");
        var table = Table.fromTableName(stack, "Notes", "notes");

        table.grantReadData(new AgentRole(stack, "Assistant", ASSISTANT));

        assertThat(resources(stack, "AWS::IAM::Policy")).singleElement().satisfies(policy -> {
            assertThat(policy.path("Roles").toString()).contains("\"Ref\":\"Assistant");
            assertThat(policy.path("PolicyDocument").toString()).contains("dynamodb:GetItem");
        });
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        var hyphenated = AgentRoleProps.of("my-agent", FollowedRepository.named("agents/assistant", NAMES), NAMES);
        var organisation =
                new Organisation(Optional.empty(), "teams", Optional.empty(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> role(hyphenated.named("a role").in(organisation)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the role of my-agent:")
                .hasMessageContainingAll("runtime is my-agent", "roleName is 'a role'", "path is 'teams'");
    }

    private static Statement allowing(String action) {
        return statements(ASSISTANT).stream()
                .filter(statement -> statement.actions().contains(action))
                .findFirst()
                .orElseThrow();
    }

    private static List<Statement> statements(AgentRoleProps props) {
        return Synthesis.statements(role(props).at("/Policies/0/PolicyDocument"));
    }

    private static JsonNode role(AgentRoleProps props) {
        var stack = new Stack(new App(), "Team");
        new AgentRole(stack, "Role", props);
        return resources(stack, "AWS::IAM::Role").getFirst();
    }

    private static List<JsonNode> resources(Stack stack, String type) {
        JsonNode resources = JSON.valueToTree(Template.fromStack(stack).findResources(type));
        return resources
                .valueStream()
                .map(resource -> resource.path("Properties"))
                .toList();
    }
}
