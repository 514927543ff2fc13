package slipway.infra.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.Role;

class NetworkTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0";

    private final App app = new App();
    private final Stack stack = Templates.stack(app, "Agents");

    @Test
    void aRuntimeInAVpcHasItsPrivateSubnetsAndAGroupOfItsOwnThatStays() {
        runtime(RuntimeNetwork.in(new Vpc(stack, "Vpc")));
        var network = network();
        assertThat(network.path("networkMode").asText()).isEqualTo("VPC");
        assertThat(network.at("/networkModeConfig/subnets").toString())
                .contains("PrivateSubnet")
                .doesNotContain("PublicSubnet");
        assertThat(network.at("/networkModeConfig/securityGroups").toString()).contains("SupportSecurityGroup");
        assertThat(Templates.only(Templates.of(stack), "AWS::EC2::SecurityGroup")
                        .path("DeletionPolicy")
                        .asText())
                .isEqualTo("Retain");
        assertThat(Templates.warnings(stack)).isEmpty();
    }

    @Test
    void declaredGroupsAreTakenAndOpenedByOthers() {
        var vpc = new Vpc(stack, "Vpc");
        var group = SecurityGroup.Builder.create(stack, "Agents").vpc(vpc).build();
        var database = SecurityGroup.Builder.create(stack, "Database").vpc(vpc).build();
        var runtime = runtime(RuntimeNetwork.in(vpc).securityGroups(group).serviceS3Endpoint(false));
        database.getConnections().allowFrom(runtime, Port.tcp(5432));
        assertThat(network().at("/networkModeConfig/securityGroups")).hasSize(1);
        assertThat(network().at("/networkModeConfig/requireServiceS3Endpoint").asBoolean(true))
                .isFalse();
        assertThat(Templates.only(Templates.of(stack), "AWS::EC2::SecurityGroupIngress")
                        .at("/Properties/SourceSecurityGroupId")
                        .toString())
                .contains("Agents");
    }

    @Test
    void aRuntimeOnAnOpenNetworkHasNoConnections() {
        assertThatThrownBy(runtime(RuntimeNetwork.open())::getConnections).hasMessageContaining("is in no VPC");
    }

    @Test
    void subnetsWithoutAWayOutAndWithoutEndpointsAreWarnedOf() {
        runtime(isolated(vpc()));
        assertThat(Templates.warnings(stack))
                .singleElement()
                .asString()
                .contains(
                        "com.amazonaws.eu-central-1.ecr.api",
                        "com.amazonaws.eu-central-1.ecr.dkr",
                        "com.amazonaws.eu-central-1.s3");
    }

    /** Some of them are made after the runtime, and in another stack. */
    @Test
    void theEndpointsThatAPullGoesThroughAreEnough() {
        var vpc = vpc();
        vpc.addGatewayEndpoint(
                "S3",
                GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build());
        runtime(isolated(vpc));
        var other = Templates.stack(app, "Endpoints");
        for (var service : List.of(InterfaceVpcEndpointAwsService.ECR, InterfaceVpcEndpointAwsService.ECR_DOCKER)) {
            InterfaceVpcEndpoint.Builder.create(other, service.getShortName().replace('.', '-'))
                    .vpc(vpc)
                    .service(service)
                    .build();
        }
        assertThat(Templates.warnings(stack)).isEmpty();
    }

    private Vpc vpc() {
        return Vpc.Builder.create(stack, "Vpc")
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("Agents")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
    }

    private static RuntimeNetwork isolated(Vpc vpc) {
        return RuntimeNetwork.in(vpc)
                .subnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build());
    }

    private AgentRuntime runtime(RuntimeNetwork network) {
        var props = AgentRuntimeProps.of("support", IMAGE, Role.fromRoleName(stack, "Role", "support"))
                .configured(RuntimeConfiguration.standard().network(network));
        return new AgentRuntime(stack, "Support", NAMES, props);
    }

    private JsonNode network() {
        return Templates.only(Templates.of(stack), "Custom::AgentRuntime")
                .at("/Properties/Configuration/networkConfiguration");
    }
}
