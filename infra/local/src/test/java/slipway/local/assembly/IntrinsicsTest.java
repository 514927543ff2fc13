package slipway.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {
    private static final String SECTIONS = """
            ,"Parameters":{
               "Stage":{"Type":"String","Default":"prod"},
               "Zones":{"Type":"CommaDelimitedList","Default":"a, b"},
               "Image":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/image"},
               "BootstrapVersion":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/cdk-bootstrap/x/version"}},
             "Mappings":{"Sizes":{"prod":{"memory":512}}},
             "Conditions":{
               "IsProd":{"Fn::Equals":[{"Ref":"Stage"},"prod"]},
               "NotProd":{"Fn::Not":[{"Condition":"IsProd"}]},
               "Both":{"Fn::And":[{"Condition":"IsProd"},{"Condition":"NotProd"}]},
               "Either":{"Fn::Or":[{"Condition":"NotProd"},{"Condition":"IsProd"}]}},
             "Rules":{"CheckBootstrapVersion":{"Assertions":[]}}""";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"Ref\":\"Base\"} | \"acme-one-Base\"",
                "{\"Ref\":\"Stage\"} | \"prod\"",
                "{\"Ref\":\"Zones\"} | [\"a\",\"b\"]",
                "{\"Ref\":\"Image\"} | \"value of /image\"",
                "{\"Ref\":\"AWS::AccountId\"} | \"111122223333\"",
                "{\"Ref\":\"AWS::Region\"} | \"eu-central-1\"",
                "{\"Ref\":\"AWS::Partition\"} | \"aws\"",
                "{\"Ref\":\"AWS::URLSuffix\"} | \"amazonaws.com\"",
                "{\"Ref\":\"AWS::StackName\"} | \"acme-one\"",
                "{\"Fn::GetAtt\":[\"Base\",\"Arn\"]} | \"arn:Base\"",
                "{\"Fn::GetAtt\":\"Base.Endpoint.Port\"} | \"443\"",
                "{\"Fn::Sub\":\"${Stage}:${Base}:${Base.Arn}:${AWS::Region}:${!Stage}\"}"
                        + " | \"prod:acme-one-Base:arn:Base:eu-central-1:${Stage}\"",
                "{\"Fn::Sub\":[\"${own}-${Stage}\",{\"own\":{\"Ref\":\"Base\"}}]} | \"acme-one-Base-prod\"",
                "{\"Fn::Join\":[\":\",[\"a\",{\"Ref\":\"Stage\"},7]]} | \"a:prod:7\"",
                "{\"Fn::Join\":[\"-\",{\"Fn::Split\":[\":\",\"a:b\"]}]} | \"a-b\"",
                "{\"Fn::Select\":[\"1\",{\"Fn::Split\":[\":\",{\"Fn::GetAtt\":[\"Base\",\"Arn\"]}]}]} | \"Base\"",
                "{\"Fn::Select\":[0,[\"a\",\"b\"]]} | \"a\"",
                "{\"Fn::If\":[\"IsProd\",\"yes\",\"no\"]} | \"yes\"",
                "{\"Fn::If\":[\"NotProd\",\"yes\",\"no\"]} | \"no\"",
                "{\"Fn::If\":[\"Both\",\"yes\",\"no\"]} | \"no\"",
                "{\"Fn::If\":[\"Either\",\"yes\",\"no\"]} | \"yes\"",
                "{\"Fn::FindInMap\":[\"Sizes\",{\"Ref\":\"Stage\"},\"memory\"]} | 512",
                "{\"a\":{\"Ref\":\"AWS::NoValue\"},\"b\":[1,{\"Ref\":\"AWS::NoValue\"}]} | {\"b\":[1]}",
                "{\"Condition\":{\"Ref\":\"Stage\"}} | {\"Condition\":\"prod\"}",
                "\"{{resolve:ssm:/some/name}}!\" | \"value of /some/name!\"",
                "[true,null,1.50] | [true,null,1.50]",
            })
    void anIntrinsicIsReplacedByItsValue(String given, String wanted) throws IOException {
        assertThat(new CdkOut(folder).resolved(given, SECTIONS)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fn::GetAZs", "Fn::Base64", "Fn::Cidr", "Fn::Transform"})
    void everyOtherFunctionIsRefusedByName(String function) {
        assertThatThrownBy(() -> new CdkOut(folder).resolved("{\"" + function + "\":\"x\"}", SECTIONS))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining("Stack acme-one, Thing (Test::Thing)")
                .hasMessageContaining(function);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Ref\":\"Nobody\"}', Nobody",
        "'{\"Fn::GetAtt\":[\"Base\",\"Colour\"]}', Colour",
        "'{\"Fn::ImportValue\":\"nothing\"}', nothing",
        "'{\"Fn::If\":[\"Unknown\",1,2]}', Unknown",
        "'{\"Fn::FindInMap\":[\"Sizes\",\"dev\",\"memory\"]}', 'Sizes, dev, memory'",
        "'{\"Fn::Select\":[3,[\"a\"]]}', element 3",
        "'\"{{resolve:secretsmanager:x}}\"', secretsmanager",
    })
    void whatIsNotThereIsNamed(String properties, String named) {
        assertThatThrownBy(() -> new CdkOut(folder).resolved(properties, SECTIONS))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining(named);
    }

    @Test
    void aParameterCanBeGiven() throws IOException {
        CdkOut out = new CdkOut(folder).stack("one", """
                {"Parameters":{"Stage":{"Type":"String"}},
                 "Resources":{"Thing":{"Type":"Test::Thing","Properties":{"P":{"Ref":"Stage"}}}}}""");

        assertThatThrownBy(() -> out.deployer().deploy("acme-one")).hasMessageContaining("'Stage' has no default");
        out.deployer().deploy("acme-one", Map.of("Stage", "dev"));

        assertThat(out.things.made.getLast().properties().path("P").asText()).isEqualTo("dev");
    }
}
