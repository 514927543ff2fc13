package slipway.infra.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.myorg.SupportStack;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.infra.Findings;
import slipway.infra.Synthesis;
import slipway.infra.Templates;
import slipway.infra.naming.Names;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** What the documents show is compiled and synthesized, and is what they show. */
class ExamplesTest {
    private static final Names NAMES = new Names("slipway", "prod", "111122223333", "eu-central-1");
    private static final Path SOURCES = Synthesis.ROOT.resolve("infra/cdk/src/test/java");
    private static final Pattern TAGGED =
            Pattern.compile("// tag::([a-z]+)\\[]\n(.*?)\n *// end::\\1\\[]", Pattern.DOTALL);
    private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"docs/runtimes.md, slipway/infra/example/RuntimesPage.java", "README.md, com/myorg/SupportStack.java"})
    void thePageShowsTheSource(String page, String source) throws IOException {
        var examples = find(TAGGED, SOURCES.resolve(source), 2);
        assertThat(examples).isNotEmpty();
        assertThat(find(SHOWN, Synthesis.ROOT.resolve(page), 1)).containsExactlyElementsOf(examples);
    }

    static Stream<Consumer<RuntimesPage>> examples() {
        return Stream.of(
                RuntimesPage::runtime,
                RuntimesPage::adopted,
                RuntimesPage::plain,
                page -> page.network(new Vpc(page, "Vpc")),
                page -> page.gate(new Construct(page, "Website")),
                page -> page.lookup(
                        TaskDefinition.Builder.create(page, "Task")
                                .compatibility(Compatibility.EC2)
                                .build(),
                        "build-17"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsATemplate(Consumer<RuntimesPage> example) {
        var page = new RuntimesPage(new App(), place(), NAMES);
        example.accept(page);
        assertThat(Templates.of(page).path("Resources")).isNotEmpty();
        assertThat(Templates.warnings(page)).isEmpty();
    }

    @Test
    void aNewcomersStackHasNoFindingsAndIsTheSameEachTime(@TempDir Path folder) throws IOException {
        var first = assembly(folder.resolve("first"));
        assertThat(Findings.of(first)).isEmpty();
        var second = assembly(folder.resolve("second"));
        assertThat(Files.readString(second.resolve("Support.template.json")))
                .isEqualTo(Files.readString(first.resolve("Support.template.json")))
                .contains("Custom::AgentRuntime", "AWS::SSM::Parameter");
    }

    /** From the brace after the constructor's head to the one that ends it. */
    @Test
    void aNewcomerWritesTwentyLines() throws IOException {
        var lines = find(TAGGED, SOURCES.resolve("com/myorg/SupportStack.java"), 2)
                .getFirst()
                .lines()
                .toList();
        var body = lines.subList(lines.indexOf("        super(scope, id, props);") + 1, lines.size() - 2);
        assertThat(body).hasSizeBetween(5, 20);
    }

    @Test
    void aNewcomerBuildsWithTheVersionsOfThisBuild() throws IOException {
        var build = Files.readString(Synthesis.ROOT.resolve("pom.xml"));
        var release = one(build, "<maven.compiler.release>(.*?)</");
        var cdk = one(build, "<cdk.version>(.*?)</");
        assertThat(Files.readString(Synthesis.ROOT.resolve("README.md")))
                .contains("write " + release + " as the compiler's release and " + cdk + " as `cdk.version`");
    }

    private static String one(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Path assembly(Path folder) {
        var app = new App(AppProps.builder()
                .outdir(folder.toString())
                .analyticsReporting(false)
                .build());
        new SupportStack(app, "Support", place());
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        app.synth();
        return folder;
    }

    private static StackProps place() {
        return StackProps.builder()
                .env(Environment.builder()
                        .account(NAMES.account())
                        .region(NAMES.region())
                        .build())
                .build();
    }

    private static List<String> find(Pattern pattern, Path file, int group) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(group).stripIndent().replaceFirst("^\n", ""))
                .toList();
    }
}
