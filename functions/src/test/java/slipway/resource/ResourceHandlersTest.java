package slipway.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.customresource.BadRequest;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.GivingUp;
import slipway.customresource.InMemoryRequests;
import slipway.customresource.Looking;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.RequestSamples;
import slipway.customresource.ResponseHosts;
import slipway.customresource.Step;
import slipway.customresource.Taking;
import slipway.customresource.UnknownRequest;
import slipway.customresource.Waiting;
import slipway.customresource.Work;
import slipway.events.EventFolder;
import slipway.port.CapturedOutput;
import slipway.port.FunctionContext;
import slipway.seal.InMemorySeal;

/** The three functions, each by what it is called with. */
class ResourceHandlersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final EventFolder FOLDER = EventFolder.named("resource-request");
    private static final String SIGNATURE = "0123456789abcdef";

    private final ResponseHosts hosts = new ResponseHosts("eu-central-1", Optional.empty());
    private final InMemoryRequests requests = new InMemoryRequests();
    private final InMemorySeal seal = new InMemorySeal();
    private final List<String> begun = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private final List<JsonNode> answers = new ArrayList<>();
    private final Slow slow = new Slow();
    private final RequestStreamHandler request =
            new ResourceRequestHandler(new Taking(hosts, requests, seal, new Noted(), () -> NOON));
    private final RequestStreamHandler progress =
            new ResourceProgressHandler(new Looking(hosts, requests, seal, this::answer, List.of(slow)));
    private final RequestStreamHandler failed =
            new ResourceFailedHandler(new GivingUp(hosts, requests, seal, this::answer, new Noted(), () -> NOON));

    static Stream<Path> accepted() {
        return FOLDER.samples("accepted").stream();
    }

    static Stream<Path> refused() {
        return FOLDER.samples("refused").stream();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void anAcceptedRequestIsTakenLookedAtAndAnswered(Path sample) {
        call(request, EventFolder.json(sample));
        assertThat(begun).hasSize(1);

        slow.done = true;
        assertThat(look().path("next").asText()).isEqualTo("Finished");

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("Status").asText()).isEqualTo("SUCCESS"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusedRequestIsAnsweredOrKeptAsADeadLetterWithoutItsSecrets(Path sample) {
        try (CapturedOutput log = new CapturedOutput()) {
            boolean answerable = taken(EventFolder.json(sample));

            if (answerable) {
                look();
                assertThat(answers)
                        .singleElement()
                        .satisfies(answer ->
                                assertThat(answer.path("Status").asText()).isEqualTo("FAILED"));
            } else {
                assertThat(answers).isEmpty();
                assertThat(givenUp).containsExactly("a-lambda-request");
            }
            assertThat(log.text() + requests.text()).doesNotContain(SIGNATURE);
        }
    }

    /** As Lambda does: after its tries, the destination for failures gets its record. */
    private boolean taken(JsonNode sample) {
        try {
            call(request, sample);
            return true;
        } catch (BadRequest e) {
            assertThat(e.getMessage()).startsWith("request: ResponseURL ").doesNotContain(SIGNATURE);
            assertThat(e.getStackTrace()).isEmpty();
            call(failed, record(sample));
            return false;
        }
    }

    private static ObjectNode record(JsonNode payload) {
        ObjectNode record = JSON.createObjectNode().put("version", "1.0");
        record.putObject("requestContext").put("condition", "RetriesExhausted").put("approximateInvokeCount", 3);
        record.set("requestPayload", payload);
        record.putObject("responsePayload").put("errorMessage", "it died");
        return record;
    }

    @Test
    void aRequestThatWasNotTakenIsAnsweredFromLambdasRecord() {
        JsonNode sample = EventFolder.json(FOLDER.path().resolve("accepted/update.json"));

        call(failed, record(sample));

        assertThat(begun)
                .as("its answer is sent by the machine, for longer than a function can")
                .hasSize(1);
        look();
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("support-0123456789");
        });
    }

    @Test
    void aLookSaysHowLongToPause() {
        call(request, create());
        JsonNode next = look();
        assertThat(next.path("next").asText()).isEqualTo("Pause");
        assertThat(next.path("seconds").asInt()).isEqualTo(40);
        assertThat(answers).isEmpty();
    }

    @Test
    void theMachineGivesUpByKey() {
        call(request, create());

        call(failed, JSON.createObjectNode().put("schema", 1).put("request", begun.getFirst()));

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("Reason").asText()).contains("failed again and again"));
        assertThat(look().path("next").asText()).isEqualTo("Finished");
        assertThat(answers).hasSize(1);
    }

    @Test
    void aKeyOfNothingIsAnErrorThatTheMachineKnows() {
        ObjectNode unknown = JSON.createObjectNode().put("schema", 1).put("request", "a-lambda-request");
        assertThatThrownBy(() -> call(failed, unknown)).isInstanceOf(UnknownRequest.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLookOfAnotherSchemaIsRefused(int schema) {
        ObjectNode look = JSON.createObjectNode().put("schema", schema).put("request", "a");
        assertThatThrownBy(() -> call(progress, look)).hasMessageContaining("this version of Slipway reads 1");
    }

    private static ObjectNode create() {
        return RequestSamples.create(Slow.TYPE, Map.of());
    }

    private JsonNode look() {
        return call(
                progress,
                JSON.createObjectNode()
                        .put("schema", 1)
                        .put("request", begun.getFirst())
                        .put("startedAt", NOON.toString())
                        .put("now", NOON.plusSeconds(1).toString()));
    }

    private void answer(URI url, byte[] body) {
        answers.add(read(new String(body, StandardCharsets.UTF_8)));
    }

    private static JsonNode call(RequestStreamHandler handler, JsonNode event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                    output,
                    new FunctionContext("function", "a-lambda-request"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read(output.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Noted implements Waiting {
        @Override
        public void begin(String key) {
            begun.add(key);
        }

        @Override
        public void giveUp(String key) {
            givenUp.add(key);
        }
    }

    /** Done when it is told to be. */
    private static final class Slow implements CustomResource<String> {
        static final String TYPE = "Custom::AgentRuntime";
        private boolean done;

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public String read(Properties properties) {
            return "";
        }

        @Override
        public Step create(Work<String> work) {
            return step();
        }

        @Override
        public Step update(Work<String> work) {
            return step();
        }

        @Override
        public Step delete(Deletion deletion) {
            return step();
        }

        private Step step() {
            PhysicalId id = new PhysicalId("support-0123456789");
            return done
                    ? Step.Done.of(id, new TreeMap<>())
                    : new Step.LookAgain(Duration.ofSeconds(40), "on", Optional.of(id), "it");
        }
    }
}
