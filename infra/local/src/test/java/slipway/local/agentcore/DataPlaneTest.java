package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class DataPlaneTest {
    private static final String SESSION = "session-".repeat(6);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anAgentAnswersThroughItsEndpoint() {
        bench.agent("1", "{\"answer\":{\"hello\":\"world\"}}");
        String id = bench.create();

        Wire.Got answered = bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.at("/hello")).isEqualTo("world");
        assertThat(answered.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", SESSION);
    }

    @Test
    void aScriptedAgentSeesTheEnvironmentOfItsVersion() {
        bench.agent(
                "1",
                "{\"answer\":{\"says\":[{\"mood\":\"${MOOD:-well} at ${PLACE:-home}\"}],\"price\":\"$5 ${NOTHING}\"}}");
        String id = bench.create();
        ObjectNode document = bench.runtime(id).json();
        document.putObject("environmentVariables").put("MOOD", "\"un$1well\"");
        bench.update(id, document);

        Wire.Got answered = bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(answered.at("/says/0/mood")).isEqualTo("\"un$1well\" at home");
        assertThat(answered.at("/price")).isEqualTo("$5 ");
    }

    @Test
    void aSessionKeepsTheVersionThatItBeganWith() {
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\"}");
        assertThat(answerOf(id, SESSION)).isEqualTo("1");

        bench.update(id, updated(id));
        bench.move(id, "live", "2");

        assertThat(answerOf(id, SESSION)).isEqualTo("1");
        assertThat(answerOf(id, "another-" + SESSION)).isEqualTo("2");
        assertThat(stop(id).status()).isEqualTo(200);
        assertThat(answerOf(id, SESSION)).isEqualTo("2");
    }

    private ObjectNode updated(String id) {
        ObjectNode document = bench.runtime(id).json();
        document.withObject("/agentRuntimeArtifact/containerConfiguration")
                .put("containerUri", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:2");
        return document;
    }

    private String answerOf(String id, String session) {
        return bench.wire.invoke(Bench.arn(id), "live", session).at("/version");
    }

    private Wire.Got stop(String id) {
        return bench.wire.send(
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/stopruntimesession",
                Map.of("qualifier", "live"),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", SESSION),
                "");
    }

    @Test
    void aSessionThatIsNotThereCannotBeStopped() {
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\"}");

        assertThat(stop(id).status()).isEqualTo(404);
    }

    @Test
    void anAgentSaysWhatItIs() {
        String id = bench.create();
        bench.wire.asked.clear();

        Wire.Got card = bench.wire.send(
                "GET", "/runtimes/" + Wire.encode(Bench.arn(id)) + "/invocations/.well-known/agent-card.json", "");

        assertThat(card.at("/name")).isEqualTo("agent");
        assertThat(card.headers()).containsKey("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id");
        assertThat(bench.wire.asked).extracting(Wire.Asked::action).containsOnly("bedrock-agentcore:GetAgentCard");
    }

    @Test
    void aCommandTellsWhatItSaysAndHowItEnds() {
        String id = bench.create();

        assertThat(command(id, "{\"command\":\"echo hello  world\"}"))
                .containsExactly(
                        "{\"contentStart\":{}}",
                        "{\"contentDelta\":{\"stdout\":\"hello world\\n\"}}",
                        "{\"contentStop\":{\"exitCode\":0,\"status\":\"COMPLETED\"}}");
        assertThat(command(id, "{\"command\":\"rm -rf /\"}"))
                .contains(
                        "{\"contentDelta\":{\"stderr\":\"sh: 1: rm: not found\\n\"}}",
                        "{\"contentStop\":{\"exitCode\":127,\"status\":\"COMPLETED\"}}");
        assertThat(command(id, "{\"command\":\"sleep 9\",\"timeout\":5}"))
                .contains("{\"contentStop\":{\"exitCode\":-1,\"status\":\"TIMED_OUT\"}}");
        assertThat(commanded(id, "{\"command\":\"true\",\"timeout\":0}").error())
                .isEqualTo("ValidationException");
    }

    private Wire.Got commanded(String id, String body) {
        return bench.wire.send("POST", "/runtimes/" + Wire.encode(Bench.arn(id)) + "/commands", body);
    }

    private List<String> command(String id, String body) {
        Wire.Got told = commanded(id, body);
        assertThat(told.headers()).containsEntry("Content-Type", "application/vnd.amazon.eventstream");
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(told.bytes());
        List<Message> messages = decoder.getDecodedMessages();
        assertThat(messages)
                .extracting(message -> message.getHeaders().get(":event-type"))
                .containsOnly(HeaderValue.fromString("chunk"));
        return messages.stream()
                .map(message -> new String(message.getPayload(), UTF_8))
                .toList();
    }

    @Test
    void anAgentThatFailsIsTheServices424() {
        bench.agent("1", "{\"healthyInvocations\":1}");
        String id = bench.create();
        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).status())
                .isEqualTo(200);

        Wire.Got failed = bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(failed.status()).isEqualTo(424);
        assertThat(failed.error()).isEqualTo("RuntimeClientError");
        assertThat(failed.at("/message"))
                .startsWith("Received error (500) from runtime. Please check your CloudWatch logs");
    }

    @Test
    void anImageForAnotherArchitectureFailsWhenItIsInvoked() {
        bench.image("1", Map.of(), "amd64");
        String id = bench.create();

        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).status())
                .isEqualTo(424);
    }

    @Test
    void aShortSessionIdIsRefused() {
        String id = bench.create();

        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", "short").status())
                .isEqualTo(400);
    }

    @Test
    void aVersionWithoutMmdsV2CannotBeInvoked() {
        String id = bench.create();
        bench.update(id, Bench.document("2"));

        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).at("/message"))
                .contains("MMDSv2");

        bench.behaviour.mmdsV2Required(false);
        assertThat(bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION).status())
                .isEqualTo(200);
    }

    @Test
    void iamIsAskedForRuntimeAndEndpoint() {
        String id = bench.create();
        bench.wire.asked.clear();

        bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(bench.wire.asked)
                .extracting(Wire.Asked::action, Wire.Asked::resource)
                .containsExactly(
                        tuple("bedrock-agentcore:InvokeAgentRuntime", Bench.arn(id)),
                        tuple("bedrock-agentcore:InvokeAgentRuntime", Bench.arn(id) + "/runtime-endpoint/DEFAULT"));
    }

    @Test
    void invocationsAreMeasuredByEndpoint() {
        bench.agent("1", "{\"healthyInvocations\":1}");
        String id = bench.create();

        bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);
        bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(bench.metrics)
                .contains("support::DEFAULT UserErrors 0", "support::DEFAULT UserErrors 1")
                .contains("support::DEFAULT TotalErrors 0", "support::DEFAULT TotalErrors 1")
                .doesNotContain("support::DEFAULT SystemErrors 1", "support::DEFAULT Throttles 1");
        assertThat(emitted("Invocations 1")).isEqualTo(2);
    }

    @Test
    void aSessionCountsOncePerEndpoint() {
        String id = bench.create();
        bench.createEndpoint(id, "{\"name\":\"live\"}");

        bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);
        bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);
        bench.wire.invoke(Bench.arn(id), "live", SESSION);
        bench.wire.invoke(Bench.arn(id), "DEFAULT", "another-" + SESSION);

        assertThat(emitted("Sessions 1")).isEqualTo(2);
        assertThat(bench.metrics).contains("support::live Sessions 1");
    }

    private long emitted(String metric) {
        return bench.metrics.stream()
                .filter(("support::DEFAULT " + metric)::equals)
                .count();
    }

    @Test
    void aStreamOfSomeSizePassesThrough() {
        bench.agent("1", "{\"stream\":100000}");
        String id = bench.create();

        Wire.Got answered = bench.wire.invoke(Bench.arn(id), "DEFAULT", SESSION);

        assertThat(answered.headers()).containsEntry("Content-Type", "text/event-stream");
        assertThat(answered.bytes()).hasSize(100_000);
        assertThat(new String(answered.bytes(), UTF_8)).startsWith("data: ");
    }

    @Test
    void aStreamWithoutEndIsReadAsItComes() {
        bench.agent("1", "{\"stream\":\"forever\"}");
        String id = bench.create();
        Answer answer = bench.service.answer(new Call(
                "bedrock-agentcore",
                Wire.CALLER,
                "POST",
                "/runtimes/" + Wire.encode(Bench.arn(id)) + "/invocations",
                Map.of(),
                Map.of(),
                new byte[0],
                (caller, action, resource, context) -> {}));
        Hangup caller = new Hangup(50_000);

        assertThatThrownBy(() -> answer.body().writeTo(caller)).hasMessage("hung up");

        assertThat(caller.heard.size()).isGreaterThanOrEqualTo(50_000);
    }

    /** A client that goes away when it has heard enough. */
    private static final class Hangup extends OutputStream {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final int enough;

        Hangup(int enough) {
            this.enough = enough;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (heard.size() >= enough) {
                throw new IOException("hung up");
            }
            heard.write(bytes, from, length);
        }
    }
}
