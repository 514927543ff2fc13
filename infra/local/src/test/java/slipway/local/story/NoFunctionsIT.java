package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;

/** Every function returns at once and does nothing: no chapter may end well. */
class NoFunctionsIT {
    private static final String SAID = "returned at once";

    @TempDir
    private static Path folder;

    private static LocalCloud cloud;
    private static Scene scene;

    @BeforeAll
    static void deployTheTemplateWithOtherCode() throws IOException {
        Templates templates = Templates.synthesized().copy(Files.createDirectory(folder.resolve("cdk.out")));
        Path code = compiled(templates);
        for (Path asset : assets(templates.folder())) {
            Files.delete(asset);
            Files.createSymbolicLink(asset, code);
        }
        cloud = Stage.open(templates);
        scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(2)));
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @TestFactory
    Stream<DynamicTest> noChapterEndsAsItMust() {
        List<Chapter> chapters = Story.chapters();
        assertThat(chapters).hasSize(18);
        return chapters.stream()
                .map(chapter -> DynamicTest.dynamicTest(chapter.title(), () -> {
                    assertThatThrownBy(() -> chapter.tell(scene))
                            .isInstanceOf(StoryFailed.class)
                            .hasMessageStartingWith("waited 2 s in vain until");
                    if (chapter.equals(chapters.getFirst())) {
                        arrange();
                    }
                }));
    }

    /** What later chapters find, so that each gets as far as to what the functions should do. */
    private static void arrange() {
        assertThat(Sign.logged("slipway-local-target-declared", SAID).shows(scene))
                .isTrue();
        endpoint("support", "live");
        endpoint("concierge", "dev");
        endpoint("concierge", "prod");
        for (String name : List.of("desired-image", "live-image", "image-tag")) {
            scene.write("images/support/" + name, "1.0.0");
        }
        scene.write("images/concierge-prod/desired-image", "1.0.0");
    }

    private static void endpoint(String runtime, String name) {
        String id = scene.runtimes().id(runtime);
        scene.aws()
                .rest(
                        "PUT",
                        "/runtimes/" + id + "/runtime-endpoints/",
                        Optional.of(Aws.object().put("name", name).put("agentRuntimeVersion", "1")));
        scene.await(name + " is there", () -> scene.runtimes().serves(id, name), "1"::equals);
    }

    /** A class for every handler of the template, in the layout of a deployable. */
    private static Path compiled(Templates templates) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new java.util.ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        for (var function : templates.resources("AWS::Lambda::Function").values()) {
            String handler = function.at("/Properties/Handler").asText();
            String type = handler.substring(0, handler.indexOf("::"));
            String name = type.substring(type.lastIndexOf('.') + 1);
            Path source = sources.resolve(name + ".java");
            Files.writeString(source, """
                    package %s;
                    public final class %s {
                        public java.util.Map<String, Object> handleRequest(java.util.Map<String, Object> event) {
                            System.out.println("%s");
                            return java.util.Map.of();
                        }
                    }
                    """.formatted(type.substring(0, type.lastIndexOf('.')), name, SAID));
            arguments.add(source.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return classes;
    }

    private static List<Path> assets(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }
}
