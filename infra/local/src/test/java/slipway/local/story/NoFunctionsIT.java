package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import slipway.local.assembly.StackStatus;

/**
 * Every function returns at once and does nothing, and says of a custom resource that all went well: no chapter may end
 * well.
 */
class NoFunctionsIT {
    private static final String SAID = "returned at once";
    private static final String IN_VAIN = "waited 1 s in vain until .*";
    private static final String WITHOUT_A_RUNTIME = "there is no runtime named .*";
    private static final String NOTHING_DONE =
            "it does not hold that (the drift check is sent out|live served another version before)";
    private static final String TOO_WELL = "state of the stack is UPDATE_COMPLETE, not UPDATE_ROLLBACK_COMPLETE";

    @TempDir
    private static Path folder;

    private static LocalCloud cloud;
    private static Scene scene;
    /** Waits for what has to come. */
    private static Scene patient;

    @BeforeAll
    static void deployTheTemplateWithOtherCode() throws IOException {
        Templates templates = Templates.synthesized().copy(Files.createDirectory(folder.resolve("cdk.out")));
        Path code = compiled(templates);
        for (Path asset : assets(templates.folder())) {
            Files.delete(asset);
            Files.createSymbolicLink(asset, code);
        }
        cloud = Stage.open(templates);
        scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(1)));
        patient = Stage.scene(cloud, Patience.of(Duration.ofSeconds(30)));
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @TestFactory
    Stream<DynamicTest> noChapterEndsAsItMust() {
        List<Chapter> chapters = Story.chapters();
        assertThat(chapters).hasSize(30);
        return chapters.stream()
                .map(chapter -> DynamicTest.dynamicTest(chapter.title(), () -> {
                    assertThatThrownBy(() -> chapter.tell(scene))
                            .isInstanceOf(StoryFailed.class)
                            .hasMessageMatching(
                                    IN_VAIN + "|" + WITHOUT_A_RUNTIME + "|" + TOO_WELL + "|" + NOTHING_DONE);
                    if (chapter.equals(chapters.getFirst())) {
                        arrange();
                    }
                    if (chapter.title()
                            .equals(StackChanges.chapters().getFirst().title())) {
                        arrangeTheTeam();
                    }
                }));
    }

    /** What later chapters find, so that each gets as far as to what the functions should do. */
    private static void arrange() {
        patient.await(
                "the functions are there",
                () -> Sign.logged("slipway-local-target-declared", SAID).shows(scene),
                shows -> shows);
        endpoint("support", "live");
        endpoint("concierge", "dev");
        endpoint("concierge", "prod");
        for (String name : List.of("desired-image", "live-image", "image-tag")) {
            scene.write("images/support/" + name, "1.0.0");
        }
        scene.write("images/concierge-prod/desired-image", "1.0.0");
    }

    /** The runtimes that its stack believes to have. */
    private static void arrangeTheTeam() {
        patient.await(
                "the stack is there",
                () -> cloud.stack(Sample.TEAM).status(),
                status -> status == StackStatus.CREATE_COMPLETE);
        for (String agent : List.of(TeamStack.WORKFLOW, TeamStack.ASSISTANT)) {
            ObjectNode runtime = Aws.object()
                    .put("agentRuntimeName", agent)
                    .put(
                            "roleArn",
                            "arn:aws:iam::%s:role/slipway-local-sample-%s".formatted(Stage.PLACE.account(), agent));
            runtime.putObject("agentRuntimeArtifact")
                    .putObject("containerConfiguration")
                    .put(
                            "containerUri",
                            Stage.PLACE.account() + ".dkr.ecr.eu-central-1.amazonaws.com/agents/" + agent + ":1.0.0");
            runtime.putObject("networkConfiguration").put("networkMode", "PUBLIC");
            scene.aws().rest("PUT", "/runtimes/", Optional.of(runtime));
            patient.await(
                    agent + " is READY",
                    () -> scene.runtimes()
                            .latest(scene.runtimes().id(agent))
                            .path("status")
                            .asText(),
                    "READY"::equals);
            endpoint(agent, "live");
            scene.write("images/%s/live-image".formatted(agent), "1.0.0");
        }
    }

    private static void endpoint(String runtime, String name) {
        String id = scene.runtimes().id(runtime);
        scene.aws()
                .rest(
                        "PUT",
                        "/runtimes/" + id + "/runtime-endpoints/",
                        Optional.of(Aws.object().put("name", name).put("agentRuntimeVersion", "1")));
        patient.await(name + " is there", () -> scene.runtimes().serves(id, name), "1"::equals);
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
                    import java.net.URI;
                    import java.net.http.*;
                    import java.util.Map;
                    public final class %s {
                        public Map<String, Object> handleRequest(Map<String, Object> event) throws Exception {
                            System.out.println("%s");
                            if (event.get("ResponseURL") instanceof String url) {
                                HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url))
                                        .PUT(HttpRequest.BodyPublishers.ofString("{\\"Status\\":\\"SUCCESS\\""
                                                + member(event, "StackId") + member(event, "RequestId")
                                                + member(event, "LogicalResourceId")
                                                + ",\\"PhysicalResourceId\\":\\"made\\"}"))
                                        .build(), HttpResponse.BodyHandlers.discarding());
                            }
                            return Map.of();
                        }
                        private static String member(Map<String, Object> event, String name) {
                            return ",\\"" + name + "\\":\\"" + event.get(name) + "\\"";
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
