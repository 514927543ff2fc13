package slipway.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackRuns;
import slipway.local.edge.Client;
import slipway.local.edge.Place;

class CloudFormationServiceTest {
    private static final String TEMPLATE = """
            {"Description":"a shop","Parameters":{"Size":{"Type":"String","Default":"<big>"}},
             "Resources":{"Shelf":{"Type":"Test::Thing","Properties":{"P":{"Ref":"Size"}}}},
             "Outputs":{"Arn":{"Description":"the shelf","Value":{"Fn::GetAtt":["Shelf","Arn"]},
              "Export":{"Name":"shelf"}}}}""";

    @TempDir
    private Path folder;

    private Deployer deployer(String template) throws IOException {
        return StackRuns.shop(folder, template);
    }

    private static Client client(Deployer deployer) {
        return new Client(
                new CloudFormationService(new Place("111122223333", "eu-central-1"), deployer, InstantSource.system()));
    }

    @Test
    void aStackIsDescribedWithWhatItWasGivenAndGives() throws IOException {
        Deployer deployer = deployer(TEMPLATE);
        deployer.deploy("acme-shop");
        DeployedStack stack = deployer.stacks().getFirst();
        Client client = client(deployer);

        String described = client.form("Action=DescribeStacks&StackName=acme-shop");

        assertThat(described)
                .contains(
                        "<StackName>acme-shop</StackName>",
                        "<StackStatus>CREATE_COMPLETE</StackStatus>",
                        "<Description>a shop</Description>",
                        "<ParameterKey>Size</ParameterKey><ParameterValue>&lt;big&gt;</ParameterValue>",
                        "<OutputKey>Arn</OutputKey><OutputValue>arn:Shelf</OutputValue>"
                                + "<Description>the shelf</Description><ExportName>shelf</ExportName>",
                        "<Key>team</Key><Value>a</Value>");
        assertThat(client.form("Action=DescribeStacks&StackName=" + stack.id()))
                .contains("<StackId>" + stack.id() + "</StackId>");
        assertThat(client.form("Action=DescribeStacks")).contains(stack.id());
        assertThat(client.asked)
                .containsExactly(
                        "cloudformation:DescribeStacks " + stack.id(),
                        "cloudformation:DescribeStacks " + stack.id(),
                        "cloudformation:DescribeStacks arn:aws:cloudformation:eu-central-1:111122223333:stack/*/*");
    }

    @Test
    void aStackThatIsNotThereIsAValidationError() throws IOException {
        assertThat(client(deployer(TEMPLATE)).form("Action=DescribeStacks&StackName=gone"))
                .contains("<Code>ValidationError</Code>", "Stack with id gone does not exist");
    }

    @Test
    void itsTemplateIsGivenBack() throws IOException {
        Deployer deployer = deployer(TEMPLATE);
        deployer.deploy("acme-shop");

        assertThat(client(deployer).form("Action=GetTemplate&StackName=acme-shop"))
                .contains("&quot;Type&quot;:&quot;Test::Thing&quot;");
    }

    @Test
    void itsResourcesAreListedInPagesAndDescribedAHundredAtMost() throws IOException {
        String many = IntStream.rangeClosed(1, 101)
                .mapToObj(i -> "\"T%03d\":{\"Type\":\"Test::Thing\"}".formatted(i))
                .collect(Collectors.joining(","));
        Deployer deployer = deployer("{\"Resources\":{" + many + "}}");
        deployer.deploy("acme-shop");
        Client client = client(deployer);

        assertThat(client.form("Action=ListStackResources&StackName=acme-shop"))
                .contains(
                        "<LogicalResourceId>T001</LogicalResourceId>"
                                + "<PhysicalResourceId>acme-shop-T001</PhysicalResourceId>"
                                + "<ResourceType>Test::Thing</ResourceType>",
                        "<NextToken>100</NextToken>")
                .doesNotContain("T101");
        assertThat(client.form("Action=ListStackResources&StackName=acme-shop&NextToken=100"))
                .contains("T101")
                .doesNotContain("NextToken");
        assertThat(client.form("Action=DescribeStackResources&StackName=acme-shop"))
                .contains("T100")
                .doesNotContain("T101");
        assertThat(client.form("Action=DescribeStackResource&StackName=acme-shop&LogicalResourceId=T101"))
                .contains("<StackResourceDetail><LogicalResourceId>T101");
        assertThat(client.form("Action=DescribeStackResources&StackName=acme-shop&LogicalResourceId=gone"))
                .contains("Resource gone does not exist for stack acme-shop");
    }

    @Test
    void aStackThatFailedSaysWhy() throws IOException {
        Deployer deployer = deployer("{\"Resources\":{\"Vpc\":{\"Type\":\"AWS::EC2::VPC\"}}}");
        assertThatThrownBy(() -> deployer.deploy("acme-shop")).isInstanceOf(DeploymentFailed.class);
        Client client = client(deployer);

        assertThat(client.form("Action=ListStacks&StackStatusFilter.member.1=CREATE_FAILED"))
                .contains("<StackName>acme-shop</StackName>", "The following resource(s) failed to create: [Vpc]. ");
        assertThat(client.form("Action=ListStacks&StackStatusFilter.member.1=CREATE_COMPLETE"))
                .doesNotContain("acme-shop");
    }
}
