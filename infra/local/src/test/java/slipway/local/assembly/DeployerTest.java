package slipway.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {
    @TempDir
    private Path folder;

    @Test
    void resourcesFollowWhatTheyNeed() throws IOException {
        CdkOut out = new CdkOut(folder).stack("one", """
                {"Resources":{
                  "ByRef":{"Type":"Test::Thing","Properties":{"P":[{"Ref":"BySub"}]}},
                  "BySub":{"Type":"Test::Thing","Properties":{"P":{"Fn::Sub":"${ByGetAtt.Arn}/x"}}},
                  "ByGetAtt":{"Type":"Test::Thing","Properties":{"P":{"Fn::GetAtt":["ByOrder","Arn"]}}},
                  "ByOrder":{"Type":"Test::Thing","DependsOn":["Last"]},
                  "Metadata":{"Type":"AWS::CDK::Metadata","Properties":{"Analytics":"x"}},
                  "Last":{"Type":"Test::Thing","DeletionPolicy":"Retain"}}}""");

        out.deployer().deploy("acme-one");

        assertThat(out.things.logicalIds()).containsExactly("Last", "ByOrder", "ByGetAtt", "BySub", "ByRef");
    }

    @Test
    void aCircleIsRefused() throws IOException {
        Deployer deployer = new CdkOut(folder).stack("one", """
                {"Resources":{
                  "A":{"Type":"Test::Thing","DependsOn":"B"},
                  "B":{"Type":"Test::Thing","DependsOn":"A"}}}""").deployer();

        assertThatThrownBy(() -> deployer.deploy("acme-one")).hasMessageContaining("Circular dependency: [A, B]");
    }

    @Test
    void aResourceWhoseConditionDoesNotHoldIsNotMade() throws IOException {
        CdkOut out = new CdkOut(folder).stack("one", """
                {"Conditions":{"Never":{"Fn::Equals":["a","b"]}},
                 "Resources":{
                  "No":{"Type":"Test::Thing","Condition":"Never"},
                  "Yes":{"Type":"Test::Thing","Properties":{"P":{"Fn::If":["Never",{"Ref":"No"},"else"]}}}},
                 "Outputs":{"None":{"Condition":"Never","Value":{"Ref":"No"}}}}""");

        assertThat(out.deployer().deploy("acme-one")).isEmpty();
        assertThat(out.things.logicalIds()).containsExactly("Yes");
    }

    @Test
    void oneStackImportsWhatAnotherExports() throws IOException {
        CdkOut out = new CdkOut(folder)
                .stack("second", """
                        {"Resources":{"Thing":{"Type":"Test::Thing","Properties":{"P":{"Fn::ImportValue":"first:arn"}}}}}
                        """, "first", "second.assets")
                .stack("first", """
                        {"Resources":{"Base":{"Type":"Test::Thing"}},
                         "Outputs":{"Arn":{"Value":{"Fn::GetAtt":["Base","Arn"]},"Export":{"Name":"first:arn"}}}}""")
                .artifact("\"second.assets\":{\"type\":\"other\"}");
        Deployer deployer = out.deployer();

        assertThat(out.load().stacks())
                .extracting(StackArtifact::stackName)
                .containsExactly("acme-first", "acme-second");
        assertThat(deployer.deploy("acme-first")).containsEntry("Arn", "arn:Base");
        deployer.deploy("acme-second");
        assertThat(out.things.made.getLast().properties().path("P").asText()).isEqualTo("arn:Base");
        assertThat(deployer.resource("acme-first", "Base").map(ResourceProvider.Made::physicalId))
                .contains("acme-first-Base");
    }

    @Test
    void whatNobodyMakesIsRefusedByName() throws IOException {
        Deployer deployer = new CdkOut(folder).stack("one", """
                {"Resources":{"Vpc":{"Type":"AWS::EC2::VPC"}}}""").deployer();

        assertThatThrownBy(() -> deployer.deploy("acme-one"))
                .hasMessage("Stack acme-one, Vpc (AWS::EC2::VPC):"
                        + " The local cloud does not know the resource type AWS::EC2::VPC");
    }

    @Test
    void sectionsAttributesAndPropertiesThatNobodyKnowsAreRefused() throws IOException {
        assertRefused("{\"Transform\":\"AWS::Serverless-2016-10-31\",\"Resources\":{}}", "Transform");
        assertRefused(
                "{\"Resources\":{\"A\":{\"Type\":\"Test::Thing\",\"CreationPolicy\":{}}}}", "A: resource attribute");
        assertRefused("{\"Resources\":{\"A\":{\"Type\":\"Test::Thing\",\"Properties\":{\"Colour\":1}}}}", "'Colour'");
    }

    @Test
    void aStackIsDeployedOnce() throws IOException {
        Deployer deployer =
                new CdkOut(folder).stack("one", "{\"Resources\":{}}").deployer();
        deployer.deploy("acme-one");

        assertThatThrownBy(() -> deployer.deploy("acme-one")).hasMessageContaining("deployed already");
    }

    @Test
    void aStackThatFailedGoesOnFromThere() throws IOException {
        CdkOut out = new CdkOut(folder).stack("one", """
                {"Resources":{
                  "First":{"Type":"Test::Thing"},
                  "Second":{"Type":"Test::Thing","Properties":{"P":{"Ref":"First"}}}}}""");
        out.things.refused = "Second";
        Deployer deployer = out.deployer();
        assertThatThrownBy(() -> deployer.deploy("acme-one")).hasMessageContaining("Second is refused");

        out.things.refused = "";
        deployer.deploy("acme-one");

        assertThat(out.things.logicalIds()).containsExactly("First", "Second");
        assertThat(deployer.stacks()).extracting(DeployedStack::status).containsExactly(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void progressIsTold() throws IOException {
        CdkOut out = new CdkOut(folder).stack("one", """
                {"Resources":{"A":{"Type":"Test::Thing"},"B":{"Type":"Test::Thing"}}}""");
        List<String> told = new ArrayList<>();
        Progress progress =
                (wanted, made, done, total) -> told.add("%d/%d %s".formatted(done, total, made.physicalId()));

        new Deployer(out.load(), CdkOut.PLACE, InstantSource.system(), List.of(out.things), name -> name, progress)
                .deploy("acme-one");

        assertThat(told).containsExactly("1/2 acme-one-A", "2/2 acme-one-B");
    }

    private void assertRefused(String template, String named) throws IOException {
        Deployer deployer = new CdkOut(folder).stack("one", template).deployer();

        assertThatThrownBy(() -> deployer.deploy("acme-one"))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining(named);
    }
}
