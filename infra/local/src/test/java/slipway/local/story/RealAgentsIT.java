package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.local.LocalCloud;
import slipway.local.ecr.ProgramSpec;
import slipway.local.json.Json;

/** The sample's agents as programs behind AgentCore's API: what a caller gets is what the program said, when it said it. */
@Timeout(120)
class RealAgentsIT {
    private static final String LONG = "word ".repeat(300).strip();

    private static final Map<String, String> ids = new HashMap<>();
    private static final Set<Long> seen = ConcurrentHashMap.newKeySet();
    private static LocalCloud cloud;
    private static Scene scene;

    @BeforeAll
    static void pushBothAndRunThem() throws IOException {
        cloud = new LocalCloud(Templates.synthesized().folder(), Stage.PLACE, 0, 60, (wanted, made, done, total) -> {});
        cloud.deploy("slipway-local-sample-repositories");
        scene = Stage.scene(cloud, Patience.of(Duration.ofSeconds(60)));
        run("assistant", Sample.CONCIERGE, scene.programs().assistant("1.0.0"));
        run("workflow", Sample.SUPPORT, scene.programs().workflow("1.0.0"));
    }

    private static void run(String agent, String repository, ProgramSpec program) {
        String digest = scene.push(repository, "1.0.0", program);
        ObjectNode runtime = Aws.object()
                .put("agentRuntimeName", agent)
                .put("roleArn", "arn:aws:iam::%s:role/slipway-local-sample-agent".formatted(Stage.PLACE.account()));
        runtime.putObject("agentRuntimeArtifact")
                .putObject("containerConfiguration")
                .put("containerUri", scene.uri(repository, "1.0.0", digest));
        runtime.putObject("networkConfiguration").put("networkMode", "PUBLIC");
        String id = scene.aws()
                .rest("PUT", "/runtimes/", Optional.of(runtime))
                .path("agentRuntimeId")
                .asText();
        scene.await(
                "it is READY", () -> scene.runtimes().latest(id).path("status").asText(), "READY"::equals);
        ids.put(agent, id);
    }

    @AfterAll
    static void noProcessIsLeft() {
        assertThat(seen).hasSizeGreaterThan(4);
        cloud.close();
        assertThat(seen.stream().flatMap(pid -> ProcessHandle.of(pid).stream())).noneMatch(ProcessHandle::isAlive);
    }

    private static String arn(String agent) {
        return Stage.PLACE.arn("bedrock-agentcore", "runtime/" + ids.get(agent));
    }

    private static String session() {
        return "session-" + UUID.randomUUID();
    }

    private static HttpResponse<Stream<String>> streamed(String agent, String session, String prompt) {
        return scene.aws()
                .talk(
                        arn(agent),
                        "DEFAULT",
                        session,
                        Aws.object().put("prompt", prompt).put("stream", true),
                        BodyHandlers.ofLines());
    }

    private static JsonNode ping(String agent, String session) {
        HttpResponse<String> answer = scene.aws()
                .talk(arn(agent), "DEFAULT", session, Aws.object().put("prompt", "ping"), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode told = Json.read(answer.body());
        seen.add(told.path("pid").asLong());
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "workflow"})
    void eachSessionHasAProcessThatKnowsItsVersionAndCounts(String agent) {
        String session = session();

        JsonNode first = ping(agent, session);
        JsonNode again = ping(agent, session);
        JsonNode other = ping(agent, session());

        assertThat(first.path("answer").asText()).isEqualTo("ok");
        assertThat(first.path("agent").asText()).isEqualTo(agent);
        assertThat(first.path("version").asText()).isEqualTo("1.0.0");
        assertThat(again.path("count").asInt()).isEqualTo(2);
        assertThat(again.path("pid")).isEqualTo(first.path("pid"));
        assertThat(other.path("count").asInt()).isEqualTo(1);
        assertThat(other.path("pid")).isNotEqualTo(first.path("pid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "workflow"})
    void anAnswerIsStreamedToItsEnd(String agent) {
        HttpResponse<Stream<String>> answer = streamed(agent, session(), "one two three");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(answer.body().filter(line -> line.startsWith("data: ")))
                .last()
                .asString()
                .contains("\"count\":1");
    }

    /** The answer would take half a minute: what was read before the program died had come piece by piece. */
    @ParameterizedTest
    @ValueSource(strings = {"assistant", "workflow"})
    void aCallerWhoReadsAStreamSeesItsPiecesComeAndTheProgramDie(String agent) {
        String session = session();
        long pid = ping(agent, session).path("pid").asLong();
        Iterator<String> lines = streamed(agent, session, LONG).body().iterator();
        assertThat(lines.next()).startsWith("data: ").contains("word");

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThatThrownBy(() -> lines.forEachRemaining(line -> assertThat(line).doesNotContain("count")))
                .hasRootCauseInstanceOf(IOException.class);
        JsonNode next = ping(agent, session);
        assertThat(next.path("count").asInt()).isEqualTo(1);
        assertThat(next.path("pid").asLong()).isNotEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "workflow"})
    void whatAProgramWritesIsInItsEndpointsLogGroup(String agent) {
        ping(agent, session());

        String group = "/aws/bedrock-agentcore/runtimes/%s-DEFAULT".formatted(ids.get(agent));
        scene.await(
                "it says that it listens",
                () -> cloud.logs().lines(group),
                lines -> lines.stream().anyMatch(line -> line.contains("istening")));
    }
}
