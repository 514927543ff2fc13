package slipway.infra.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.infra.Synthesis;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;

class AgentRuntimeTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0";
    private static final String TYPE = "Custom::AgentRuntime";

    private final Stack stack = Templates.stack("Agents");

    @Test
    void theLeastThatIsSaidIsAskedOfTheControlPlane() {
        runtime(props());
        assertThat(resource().path("Properties").toString())
                .isEqualTo(
                        "{\"ServiceToken\":\"arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-resource-request:live\","
                                + "\"ServiceTimeout\":\"3600\",\"Adopt\":false,"
                                + "\"Configuration\":{\"networkConfiguration\":{\"networkMode\":\"PUBLIC\"}},"
                                + "\"Image\":\"" + IMAGE + "\","
                                + "\"RoleArn\":\"arn:aws:iam::111122223333:role/support-agent\","
                                + "\"RuntimeName\":\"support\",\"WaitFor\":\"promoted\"}");
        assertThat(resource().path("DeletionPolicy").asText()).isEqualTo("Delete");
    }

    @Test
    void everyMemberIsNamedAsTheApiNamesIt() {
        runtime(props().configured(RuntimeConfiguration.standard()
                        .describedAs("answers customers")
                        .environment("MODEL", "small")
                        .environment(Map.of("TABLE", "orders"))
                        .speaking(Protocol.MCP)
                        .authorizedBy(JwtAuthorizer.of("https://id.example.com/.well-known/openid-configuration")
                                .audiences("support")
                                .clients("web", "app")
                                .scopes("ask")
                                .claimIs("tenant", "acme")
                                .claimHasAnyOf("groups", "staff", "partners"))
                        .allowingHeaders("Authorization", "X-Trace")
                        .sessions(Duration.ofMinutes(15), Duration.ofHours(8))
                        .fileSystems(FileSystem.session("/mnt/work"))
                        .platformVersion("V2")
                        .capacityProvider(
                                "arn:aws:bedrock-agentcore:eu-central-1:111122223333:capacity-provider/gpu-0123456789")
                        .requiringMmdsV2()
                        .additional("{\"hooksConfiguration\": {\"onStart\": [1]}}"))
                .waitingFor(WaitFor.PROVEN)
                .within(Duration.ofMinutes(30))
                .adopting()
                .removal(RemovalPolicy.RETAIN));
        var properties = resource().path("Properties");
        assertThat(properties.path("Configuration").toPrettyString()).isEqualToIgnoringWhitespace("""
                {"authorizerConfiguration": {"customJWTAuthorizer": {
                   "allowedAudience": ["support"],
                   "allowedClients": ["web", "app"],
                   "allowedScopes": ["ask"],
                   "customClaims": [
                     {"authorizingClaimMatchValue": {"claimMatchOperator": "EQUALS", "claimMatchValue": {"matchValueString": "acme"}},
                      "inboundTokenClaimName": "tenant", "inboundTokenClaimValueType": "STRING"},
                     {"authorizingClaimMatchValue": {"claimMatchOperator": "CONTAINS_ANY",
                        "claimMatchValue": {"matchValueStringList": ["staff", "partners"]}},
                      "inboundTokenClaimName": "groups", "inboundTokenClaimValueType": "STRING_ARRAY"}],
                   "discoveryUrl": "https://id.example.com/.well-known/openid-configuration"}},
                 "capacityProviderConfiguration": {"capacityProviderArn":
                   "arn:aws:bedrock-agentcore:eu-central-1:111122223333:capacity-provider/gpu-0123456789"},
                 "description": "answers customers",
                 "environmentVariables": {"MODEL": "small", "TABLE": "orders"},
                 "filesystemConfigurations": [{"sessionStorage": {"mountPath": "/mnt/work"}}],
                 "lifecycleConfiguration": {"idleRuntimeSessionTimeout": 900, "maxLifetime": 28800},
                 "metadataConfiguration": {"requireMMDSV2": true},
                 "platformVersion": "V2",
                 "protocolConfiguration": {"serverProtocol": "MCP"},
                 "requestHeaderConfiguration": {"requestHeaderAllowlist": ["Authorization", "X-Trace"]}}""");
        assertThat(properties.path("AdditionalProperties").asText())
                .isEqualTo("{\"hooksConfiguration\": {\"onStart\": [1]}}");
        assertThat(properties.path("Adopt").asBoolean()).isTrue();
        assertThat(properties.path("WaitFor").asText()).isEqualTo("proven");
        assertThat(properties.path("ServiceTimeout").asInt()).isEqualTo(1800);
        assertThat(resource().path("DeletionPolicy").asText()).isEqualTo("Retain");
    }

    /** Its members are the API's: a name that is misspelt here would be refused in the middle of a deployment. */
    @Test
    void anAdoptedRuntimeKeepsItsNetworkUnlessAnotherIsDeclared() {
        runtime(props().adopting());
        assertThat(resource().at("/Properties/Configuration").isEmpty()).isTrue();
    }

    @Test
    void valuesOfOtherResourcesAreReferences() {
        var queue = new Queue(stack, "Work");
        runtime(props().configured(RuntimeConfiguration.standard().environment("QUEUE", queue.getQueueUrl())));
        assertThat(resource()
                        .at("/Properties/Configuration/environmentVariables/QUEUE/Ref")
                        .asText())
                .startsWith("Work");
    }

    @Test
    void tagsOfTheAppAreTheRuntimes() {
        runtime(props().tagged("team", "support"));
        Tags.of(stack).add("cost-centre", "4711");
        assertThat(resource().at("/Properties/Tags").toString())
                .isEqualTo("{\"cost-centre\":\"4711\",\"team\":\"support\"}");
    }

    @Test
    void theFirstImageMayBeATagOfARepositoryOfTheStack() {
        var repository = new Repository(stack, "Images");
        runtime(AgentRuntimeProps.of("support", repository, "1.0.0", role()));
        assertThat(resource().at("/Properties/Image").toString()).contains(":1.0.0", "Images");
    }

    @Test
    void theControlPlaneMayPassThisRoleFromBeforeTheRuntimeIsMadeUntilItIsGone() {
        runtime(props());
        var template = Templates.of(stack);
        var policy = Templates.only(template, "AWS::IAM::Policy").path("Properties");
        assertThat(policy.path("PolicyName").asText()).isEqualTo("runtime-support");
        assertThat(policy.path("Roles").toString()).isEqualTo("[\"slipway-local-resource-progress\"]");
        assertThat(Synthesis.statements(policy.path("PolicyDocument")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.actions()).containsExactly("iam:PassRole");
                    assertThat(statement.resources()).containsExactly("arn:aws:iam::111122223333:role/support-agent");
                });
        assertThat(resource().path("DependsOn").toString()).contains(id(template, "AWS::IAM::Policy"));
    }

    @Test
    void theRoleHasItsPermissionsBeforeTheRuntimeIsMade() {
        var role = Role.Builder.create(stack, "AgentRole")
                .assumedBy(new ServicePrincipal("bedrock-agentcore.amazonaws.com"))
                .build();
        var runtime = runtime(AgentRuntimeProps.of("support", IMAGE, role));
        new Queue(stack, "Work").grantSendMessages(runtime);
        assertThat(resource().path("DependsOn").toString()).contains("AgentRoleDefaultPolicy");
    }

    @Test
    void whoIsGrantedToInvokeReachesOneEndpointAndNotDefault() {
        var caller = Role.Builder.create(stack, "Caller")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        runtime(props()).grantInvoke(caller, "live");
        var policy = Templates.resources(Templates.of(stack), "AWS::IAM::Policy").stream()
                .map(found -> found.path("Properties"))
                .filter(found -> found.path("PolicyName").asText().startsWith("Caller"))
                .findFirst()
                .orElseThrow();
        assertThat(Synthesis.statements(policy.path("PolicyDocument")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.actions())
                            .containsExactly(
                                    "bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:StopRuntimeSession");
                    assertThat(statement.resources())
                            .satisfiesExactly(
                                    runtime -> assertThat(runtime).endsWith("\"AgentRuntimeArn\"]}"),
                                    endpoint ->
                                            assertThat(endpoint).contains("AgentRuntimeArn", "/runtime-endpoint/live"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEFAULT", "candidate", "previous", "prod_candidate", "my-live", "*"})
    void nobodyIsGrantedWhatIsNotProven(String endpoint) {
        var runtime = runtime(props());
        assertThatThrownBy(() -> runtime.grantInvoke(role(), endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint is " + endpoint);
    }

    @ParameterizedTest
    @EnumSource(RuntimeMetric.class)
    void aMetricIsThatOfOneEndpoint(RuntimeMetric metric) {
        var of = runtime(props()).metric(metric, "live");
        assertThat(of.getNamespace()).isEqualTo("AWS/Bedrock-AgentCore");
        assertThat(of.getDimensions())
                .containsEntry("Name", "support::live")
                .containsEntry("Operation", "InvokeAgentRuntime")
                .containsKey("Resource");
        assertThat(of.getMetricName()).isNotBlank();
    }

    @Test
    void everyAttributeIsTheControlPlanesAnswer() {
        var runtime = runtime(props());
        assertThat(stack.resolve(List.of(
                        runtime.arn(),
                        runtime.id(),
                        runtime.version(),
                        runtime.configurationHash(),
                        runtime.outcome())))
                .asString()
                .contains("AgentRuntimeArn", "AgentRuntimeId", "AgentRuntimeVersion", "ConfigurationHash", "Outcome");
    }

    @Test
    void aRuntimeIsMadeByTheControlPlaneOfItsOwnPlace() {
        var elsewhere = new Names("slipway", "prod", "444455556666", "us-east-1");
        assertThatThrownBy(() -> new AgentRuntime(stack, "Support", elsewhere, props()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "the stack's account is 111122223333",
                        "the stack's region is eu-central-1",
                        "image is " + IMAGE,
                        "replicate the repository to us-east-1");
    }

    @Test
    void aSecondTargetOnOneEndpointAndAFourthTargetAreRefused() {
        var runtime = runtime(props());
        runtime.servedBehind("dev");
        assertThatThrownBy(() -> runtime.servedBehind("dev")).hasMessageContaining("endpoint is dev");
        var other = new AgentRuntime(stack, "Other", NAMES, AgentRuntimeProps.of("other", IMAGE, role("OtherRole")));
        List.of("dev", "test", "prod").forEach(other::servedBehind);
        assertThatThrownBy(() -> other.servedBehind("more"))
                .hasMessageContainingAll("targets is 4 targets", "another runtime");
    }

    private AgentRuntime runtime(AgentRuntimeProps props) {
        return new AgentRuntime(stack, "Support", NAMES, props);
    }

    private AgentRuntimeProps props() {
        return AgentRuntimeProps.of("support", IMAGE, role());
    }

    private IRole role() {
        return role("Role" + stack.getNode().getChildren().size());
    }

    private IRole role(String id) {
        return Role.fromRoleArn(stack, id, "arn:aws:iam::111122223333:role/support-agent");
    }

    private JsonNode resource() {
        return Templates.only(Templates.of(stack), TYPE);
    }

    private static String id(JsonNode template, String type) {
        return template.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .map(Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
