package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sqs.Queue;

class FindingsTest {

    @Test
    void nagFindsNothingThatIsNotAcknowledged() {
        assertThat(Findings.of(Synthesis.assembly())).isEmpty();
    }

    @Test
    void everyStackIsLookedAt() {
        for (var stack : Synthesis.stacks()) {
            assertThat(Synthesis.assembly().resolve(stack + ".metadata.json")).exists();
        }
    }

    @Test
    void everyAcknowledgementHasItsReason() {
        var reasons = Synthesis.stacks().stream()
                .flatMap(stack -> Synthesis.template(stack).findValues("rules_to_suppress").stream())
                .flatMap(rules -> rules.findValues("reason").stream())
                .toList();
        assertThat(reasons)
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason.asText()).hasSizeGreaterThan(30));
    }

    @Test
    void aFindingIsSeen(@TempDir Path folder) throws Exception {
        var output = Files.createDirectory(folder.resolve("cdk.out"));
        var app = new App(AppProps.builder().outdir(output.toString()).build());
        new Queue(new Stack(app, "Broken"), "Open");
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        app.synth();

        assertThat(Findings.of(output))
                .anySatisfy(finding -> assertThat(finding).contains("AwsSolutions-SQS3"))
                .anySatisfy(finding -> assertThat(finding).contains("AwsSolutions-SQS4"));
    }
}
