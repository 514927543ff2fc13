package slipway.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.models.ExchangeRecorder;

/** Every operation of the double once, judged by AWS's models where they are to be had. */
class ModelsTest {
    private static final String SESSION = "session-".repeat(6);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatTheDoubleTakesAndAnswersFitsTheModels() {
        String folder = System.getenv(ExchangeRecorder.FOLDER);
        assumeThat(folder).as(ExchangeRecorder.FOLDER).isNotBlank();
        ExchangeRecorder recorder = new ExchangeRecorder(Path.of(folder));
        Wire wire = new Wire(recorder.around(bench.service));
        String id = wire.send(
                        "PUT",
                        "/runtimes/",
                        Bench.document("1").put("agentRuntimeName", "support").toString())
                .at("/agentRuntimeId");
        String runtime = "/runtimes/" + id + "/";

        ObjectNode document = wire.get(runtime).json();
        document.withObject("/agentRuntimeArtifact/containerConfiguration")
                .put("containerUri", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:2");
        wire.send("PUT", runtime, document.toString());
        wire.send("PUT", runtime, Bench.document("9").toString());
        wire.send("POST", "/runtimes/", "");
        wire.send("POST", runtime + "versions/", "");
        wire.get("/runtimes/gone-1234567890/");
        endpoints(wire, runtime);
        invocations(wire, id);
        others(wire, id);
        tags(wire, id);
        lists(wire, runtime);
        wire.send("DELETE", runtime, Map.of("version", "1"), Map.of(), "");
        wire.send("DELETE", runtime, Map.of("version", "1"), Map.of(), "");
        wire.send("DELETE", runtime + "runtime-endpoints/live/", "");
        wire.send("DELETE", runtime, "");

        assertThat(recorder.violations()).isEmpty();
        assertThat(recorder.unseen(ExchangeRecorder.paths(Path.of(folder)).keySet()))
                .isEmpty();
        assertThat(recorder.report()).isEqualTo("exchanges checked: 30 over 19 operations");
    }

    @Test
    void noOperationOfTheModelsIsUnknownAndEveryOtherIs() {
        String folder = System.getenv(ExchangeRecorder.FOLDER);
        assumeThat(folder).as(ExchangeRecorder.FOLDER).isNotBlank();
        List<String> unknown = ExchangeRecorder.paths(Path.of(folder)).entrySet().stream()
                .filter(operation -> isUnknown(operation.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(unknown).isEmpty();
        assertThat(isUnknown("POST /gateways/")).isTrue();
        assertThat(isUnknown("POST /memories/create")).isTrue();
    }

    private boolean isUnknown(String operation) {
        String[] parts = operation.split(" ", 2);
        Wire.Got got = bench.wire.send(parts[0], parts[1].replaceAll("\\{[^}]*}", "thing-1234567890"), "");
        return got.error().equals("UnknownOperationException");
    }

    private static void endpoints(Wire wire, String runtime) {
        wire.send("PUT", runtime + "runtime-endpoints/", "{\"name\":\"live\",\"agentRuntimeVersion\":\"1\"}");
        wire.send("PUT", runtime + "runtime-endpoints/live/", "{\"agentRuntimeVersion\":\"2\",\"description\":\"x\"}");
        wire.get(runtime + "runtime-endpoints/live/");
        wire.send("POST", runtime + "runtime-endpoints/", "");
        wire.get(runtime + "runtime-endpoints/gone/");
    }

    private static void lists(Wire wire, String runtime) {
        for (String list : List.of("versions/", "runtime-endpoints/")) {
            Wire.Got page = wire.send("POST", runtime + list, Map.of("maxResults", "1"), Map.of(), "");
            Map<String, String> next = Map.of("maxResults", "1", "nextToken", page.at("/nextToken"));
            assertThat(wire.send("POST", runtime + list, next, Map.of(), "").status())
                    .isEqualTo(200);
        }
    }

    private static void invocations(Wire wire, String id) {
        assertThat(wire.invoke(Bench.arn(id), "live", SESSION).status()).isEqualTo(200);
        wire.invoke(Bench.arn(id), "live", "short");
        wire.send(
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/stopruntimesession",
                Map.of("qualifier", "live"),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", SESSION),
                "");
    }

    private static void others(Wire wire, String id) {
        String path = "/runtimes/" + Wire.encode(Bench.arn(id));
        Map<String, String> live = Map.of("qualifier", "live");
        assertThat(wire.send("GET", path + "/invocations/.well-known/agent-card.json", live, Map.of(), "")
                        .at("/protocolVersion"))
                .isEqualTo("0.3.0");
        assertThat(wire.send("POST", path + "/commands", live, Map.of(), "{\"command\":\"echo hello\"}")
                        .status())
                .isEqualTo(200);
        wire.send("POST", path + "/commands", live, Map.of(), "{\"command\":\"\"}");
        wire.send("POST", "/capacity-providers/fleet-1234567890/runtime-versions", "");
    }

    private static void tags(Wire wire, String id) {
        String tags = "/tags/" + Wire.encode(Bench.arn(id));
        wire.send("POST", tags, "{\"tags\":{\"a\":\"1\",\"b\":\"2\"}}");
        wire.get(tags);
        wire.send("DELETE", tags, Map.of("tagKeys", "a,b"), Map.of(), "");
    }
}
