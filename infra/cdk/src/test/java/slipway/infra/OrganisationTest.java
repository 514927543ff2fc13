package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis.Resource;
import slipway.infra.Synthesis.Statement;
import slipway.infra.environment.Environments;

/** An environment with everything that an organisation may demand. */
class OrganisationTest {
    private static final Path ASSEMBLY = Synthesis.assemble(
            Environments.read(Synthesis.ROOT.resolve("infra/cdk/src/test/resources/slipway/infra/organisation.json"))
                    .get("strict"));
    private static final List<Resource> RESOURCES = Synthesis.resources(ASSEMBLY);

    @Test
    void nagFindsNothingThatIsNotAcknowledged() {
        assertThat(Findings.of(ASSEMBLY)).isEmpty();
    }

    @Test
    void everyRoleIsBoundedAndStandsUnderThePath() {
        assertThat(of("AWS::IAM::Role")).isNotEmpty().allSatisfy(role -> {
            assertThat(role.properties().path("PermissionsBoundary").toString()).contains(":policy/bounded-team");
            assertThat(role.properties().path("Path").asText()).isEqualTo("/teams/agents/");
        });
    }

    @Test
    void aRoleIsGrantedToByNameAndPassedByItsWholeArn() {
        assertThat(granting())
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(policy.properties().path("Roles"))
                        .isNotEmpty()
                        .allSatisfy(role -> assertThat(role.asText()).matches("slipway-strict-[a-z-]+")));
        assertThat(granting())
                .filteredOn(policy -> policy.stack().equals("SampleAgents"))
                .flatExtracting(
                        policy -> Synthesis.statements(policy.properties().path("PolicyDocument")))
                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                .isNotEmpty()
                .flatExtracting(Statement::resources)
                .containsOnly("arn:aws:iam::111122223333:role/teams/agents/slipway-strict-sample-agent");
    }

    @Test
    void everyFunctionRunsInTheVpcAndItsCodeCannotTouchTheNetwork() {
        assertThat(of("AWS::Lambda::Function")).isNotEmpty().allSatisfy(function -> {
            var vpc = function.properties().path("VpcConfig");
            assertThat(vpc.path("SubnetIds").toString()).isEqualTo("[\"subnet-00000001\",\"subnet-00000002\"]");
            assertThat(vpc.path("SecurityGroupIds").toString()).isEqualTo("[\"sg-00000001\"]");
            var name = function.properties().path("FunctionName").asText();
            assertThat(of("AWS::IAM::ManagedPolicy"))
                    .filteredOn(policy -> policy.properties()
                            .path("ManagedPolicyName")
                            .asText()
                            .equals(name + "-network"))
                    .singleElement()
                    .satisfies(policy -> assertThat(
                                    Synthesis.statements(policy.properties().path("PolicyDocument")))
                            .satisfiesExactly(
                                    allow -> assertThat(allow.allows()).isTrue(), deny -> {
                                        assertThat(deny.allows()).isFalse();
                                        assertThat(deny.condition().toString())
                                                .contains("lambda:SourceFunctionArn", ":function:" + name);
                                    }));
        });
    }

    /** Somebody may still ask. */
    @Test
    void noSweepBeginsByTheClockWhereNobodyWantsOne() {
        assertThat(of("AWS::Scheduler::Schedule")).isEmpty();
        assertThat(of("AWS::Lambda::Function"))
                .anyMatch(function ->
                        function.properties().path("FunctionName").asText().equals("slipway-strict-drift-check"));
    }

    @Test
    void theAssemblyIsForTheOrganisationsOwnBootstrap() throws Exception {
        assertThat(Files.readString(ASSEMBLY.resolve("manifest.json")))
                .contains("cdk-acme-deploy-role")
                .doesNotContain("hnb659fds");
    }

    /** Nor may anybody invoke the two functions: an event that AWS did not make could name any caller. */
    @Test
    void nobodyHasAnEntryWhereFunctionUrlsAreDenied() {
        assertThat(of("AWS::Lambda::Url")).isEmpty();
        assertThat(of("AWS::SSM::Parameter"))
                .extracting(parameter -> parameter.properties().path("Name").asText())
                .noneMatch(name -> name.endsWith("-url"));
        assertThat(of("AWS::IAM::ManagedPolicy"))
                .extracting(
                        policy -> policy.properties().path("ManagedPolicyName").asText())
                .isNotEmpty()
                .doesNotContain("slipway-strict-operator", "slipway-strict-viewer");
        assertThat(of("AWS::Lambda::Permission"))
                .noneMatch(permission ->
                        permission.properties().path("FunctionName").toString().matches(".*Operate.*"));
    }

    /** What comes from there is a hint, and ECR is asked. */
    @Test
    void theRegistrysAccountAloneMayPutEventsOnTheDefaultBus() {
        assertThat(of("AWS::Events::EventBusPolicy")).singleElement().satisfies(policy -> {
            var statement = policy.properties().path("Statement");
            assertThat(statement.path("Principal").toString())
                    .isEqualTo("{\"AWS\":\"arn:aws:iam::444455556666:root\"}");
            assertThat(statement.path("Action").asText()).isEqualTo("events:PutEvents");
        });
        assertThat(Synthesis.resources("AWS::Events::EventBusPolicy"))
                .as("where no registry's account is named")
                .isEmpty();
    }

    @Test
    void theLedgerAndItsKeyStayWhenTheirStackGoes() {
        var template = Synthesis.read(ASSEMBLY.resolve("SlipwayFoundation.template.json"));
        for (var type : List.of("AWS::DynamoDB::Table", "AWS::KMS::Key")) {
            assertThat(template.path("Resources").valueStream())
                    .filteredOn(resource -> resource.path("Type").asText().equals(type))
                    .singleElement()
                    .satisfies(resource ->
                            assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain"));
        }
    }

    @Test
    void everythingThatTakesTagsHasThem() {
        assertThat(of("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(
                                function.properties().path("Tags").toString())
                        .contains("cost-centre", "4711"));
    }

    /** What targets grant to the control plane, whose roles other stacks make. */
    private static List<Resource> granting() {
        return of("AWS::IAM::Policy").stream()
                .filter(policy ->
                        policy.properties().path("PolicyName").asText().startsWith("target-"))
                .toList();
    }

    private static List<Resource> of(String type) {
        return RESOURCES.stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }
}
