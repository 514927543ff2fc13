package slipway.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.local.LocalCloud;
import slipway.local.bus.Bus;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;
import slipway.local.edge.Signed;
import slipway.local.json.Events;
import slipway.local.json.Json;
import slipway.local.story.Aws;
import slipway.local.story.Sample;

/** A person in a real browser, and texts in the cloud that would like to be more than text. */
final class PageIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    private static final int LONGEST_MINUTES = 4;
    private static final String HOSTILE = "<img src=x onerror=alert(%s)><script>alert(%1$s)</script>";
    private static LocalCloud cloud;
    private static JsonNode seen;

    @BeforeAll
    static void look() throws IOException, InterruptedException {
        cloud = new LocalCloud(
                ROOT.resolve("infra/cdk/target/cdk.out"), PLACE, 0, 60, (wanted, made, done, total) -> {});
        Sample.deployControlPlane(cloud);
        Sample.begin(cloud);
        plant();
        seen = browser();
    }

    @AfterAll
    static void end() {
        cloud.close();
    }

    private static void plant() throws IOException, InterruptedException {
        String said = "{\"answer\":{\"answer\":\"%s\"}}".formatted(HOSTILE.formatted("'agent'"));
        new Pusher(cloud.uri(), "test")
                .push("agents/concierge", "1.1.0", ImageSpec.arm64(Map.of("slipway.local.agent", said)));
        write("targets/hostile", "{\"repository\":{\"name\":\"%s\"}}".formatted(HOSTILE.formatted("'declaration'")));
        write("images/hostile/desired-image", "registry/agents/hostile:" + HOSTILE.formatted("'tag'"));
        ObjectNode push = Json.object().put("action-type", "PUSH").put("result", "SUCCESS");
        push.put("repository-name", "agents/support").put("image-tag", "1.0.0");
        ObjectNode event = Events.envelope(PLACE, cloud.clock().instant(), "aws.ecr", "ECR Image Action", push);
        cloud.bus().publish(Bus.DEFAULT, event.put("account", HOSTILE.formatted("'event'")));
        deniedCall();
    }

    private static void write(String name, String value) {
        ObjectNode parameter = Json.object()
                .put("Name", "/slipway/local/" + name)
                .put("Value", value)
                .put("Type", "String");
        new Aws(cloud.uri(), PLACE.region()).call("ssm", "AmazonSSM.PutParameter", parameter);
    }

    private static void deniedCall() throws IOException, InterruptedException {
        HttpRequest stranger = Signed.byStranger("ssm", "AKIASTRANGER")
                .post(
                        cloud.uri(),
                        Map.of("X-Amz-Target", "AmazonSSM.GetParameter", "Content-Type", "application/x-amz-json-1.1"),
                        "{}")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(stranger, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static JsonNode browser() throws IOException, InterruptedException {
        Path scripts = ROOT.resolve("infra/local/src/test/browser");
        Path pictures = Files.createDirectories(ROOT.resolve("infra/local/target/page"));
        assertThat(scripts.resolve("node_modules"))
                .as("what drives the browser; scripts/setup.sh tests installs it")
                .isDirectory();
        Path printed = pictures.resolve("seen.json");
        Path complaints = pictures.resolve("complaints.txt");
        Process node = new ProcessBuilder(
                        "node", "page.mjs", String.valueOf(cloud.uri().getPort()), pictures.toString())
                .directory(scripts.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(complaints.toFile())
                .start();
        boolean ended = node.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        node.descendants().forEach(ProcessHandle::destroyForcibly);
        node.destroyForcibly();
        assertThat(ended && node.exitValue() == 0)
                .as(Files.readString(complaints, StandardCharsets.UTF_8))
                .isTrue();
        return Json.read(Files.readString(printed, StandardCharsets.UTF_8));
    }

    @Test
    void goodImageIsPushedByButtonAndWatchedUntilItIsLive() {
        assertThat(seen.path("underWay").asText())
                .contains("Phases of support-", "Gates", "Smoke test", "under way", "Timeline of support-");
        assertThat(seen.path("promoted").asText()).contains("Promoted", "1.1.0", "PROVEN");
        assertThat(seen.path("live").asText()).contains("1.1.0", "version 3");
    }

    @Test
    void onePhaseAtATimeIsUnderWay() {
        assertThat(seen.path("stepsAtOnce").asInt()).isOne();
    }

    @Test
    void badImageIsRejectedAndWhatItsAgentSaidIsShown() {
        assertThat(seen.path("why").asText())
                .contains(
                        "SMOKE_TEST_FAILED",
                        "does not equal the expected value",
                        "Smoke test: failed",
                        "I feel unwell");
    }

    @Test
    void howARolloutEndedIsTold() {
        assertThat(texts("told"))
                .isNotEmpty()
                .allMatch(text -> text.matches("[a-z]+(-[a-z]+)?-\\d+ \\w+: [0-9.]+, [A-Z_]+ at [0-9:]+"));
    }

    @Test
    void whatAgentsTagsAndParametersSayIsText() {
        assertThat(seen.path("text").asText())
                .contains(
                        HOSTILE.formatted("'agent'"),
                        HOSTILE.formatted("'declaration'"),
                        HOSTILE.formatted("'tag'"),
                        HOSTILE.formatted("'event'"));
        assertThat(seen.path("markup").asInt()).isZero();
        assertThat(texts("complaints")).isEmpty();
    }

    @Test
    void whatCouldNotBeHandledAndWhoWasDeniedIsTold() {
        assertThat(seen.path("letter").asText()).contains("slipway-local-image-pushed-dead-letters", "1 message");
        assertThat(seen.path("text").asText()).contains("AKIASTRANGER: UnrecognizedClientException");
    }

    @Test
    void nobodyElseIsAskedForAnything() {
        assertThat(texts("requests"))
                .isNotEmpty()
                .allMatch(path -> path.equals("/") || path.startsWith("/_slipway/") || path.equals("data:,"));
    }

    @Test
    void everyButtonIsReachedByKeyboardUnderItsName() {
        assertThat(texts("keyboard"))
                .containsExactly(
                        "Skip to the targets",
                        "to",
                        "Push a good image",
                        "Push a bad image",
                        "Push a slow image",
                        "Push a wrong architecture");
    }

    @Test
    void screenReaderFindsHeadingsTablesAndLandmarks() {
        assertThat(seen.path("tree").asText())
                .contains("- banner:", "- main:", "- complementary \"What goes by\":", "- contentinfo:")
                .contains("heading \"Targets\" [level=2]", "heading \"Calls denied\" [level=2]")
                .contains("table \"What each target should run, tests, serves and served before\"")
                .contains("columnheader \"Candidate\"", "rowheader \"support support/live\"");
    }

    @Test
    void everyViewFitsItsWidthAndIsLegible() {
        assertThat(seen.path("views")).hasSize(4).allSatisfy(view -> {
            assertThat(view.path("overflow").asInt())
                    .as(view.path("view").asText())
                    .isLessThanOrEqualTo(0);
            assertThat(view.path("faint")).as(view.path("view").asText()).isEmpty();
        });
        assertThat(seen.path("moving").asText()).as("for who wants no motion").isEqualTo("none");
        assertThat(seen.at("/views/0/ground")).isNotEqualTo(seen.at("/views/2/ground"));
    }

    @Test
    void pushThatFailsIsTold() {
        assertThat(seen.path("failed").asText()).startsWith("The push failed:");
    }

    private static List<String> texts(String member) {
        return Json.MAPPER.convertValue(
                seen.path(member), Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }
}
