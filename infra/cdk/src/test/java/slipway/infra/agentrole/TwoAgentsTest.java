package slipway.infra.agentrole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

class TwoAgentsTest {
    private static final Names NAMES = new Names("slipway", "prod", "111122223333", "eu-central-1");

    @Test
    void theExampleIsWhatThePageShows() throws IOException {
        var source = Files.readString(
                Synthesis.ROOT.resolve("infra/cdk/src/test/java/slipway/infra/agentrole/TwoAgents.java"));
        var example = source.substring(source.indexOf("[]\n") + 3, source.indexOf("        // end::"));

        assertThat(Files.readString(Synthesis.ROOT.resolve("docs/agent-roles.md")))
                .contains("```java\n" + example.stripTrailing().stripIndent() + "\n```");
    }

    @Test
    void theExampleMakesTwoRolesThatDiffer() {
        var template = Template.fromStack(new TwoAgents(new App(), NAMES));

        template.resourceCountIs("AWS::IAM::Role", 2);
        assertThat(template.findResources("AWS::IAM::Policy").toString())
                .contains("dynamodb:PutItem", "dynamodb:GetItem");
    }
}
