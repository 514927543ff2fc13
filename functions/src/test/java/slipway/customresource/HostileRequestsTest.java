package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.port.CapturedOutput;

/** Requests as nobody should send them. */
class HostileRequestsTest {
    private static final Map<String, String> LAMP = Map.of("Name", "lamp");
    private static final String SECRET = "hunter2-s3cr3t";

    private final Things things = new Things();
    private final KitWorld world = new KitWorld(things);

    @ParameterizedTest
    @CsvSource({
        "RequestType, Recreate, RequestType is none of Create",
        "RequestType, , RequestType is none of Create",
        "ResourceType, , ResourceType is no text",
        "LogicalResourceId, , LogicalResourceId is no text",
        "RequestId, , RequestId is no text",
        "StackId, , StackId is no text",
        "ResourceProperties, text, ResourceProperties is no object",
        "OldResourceProperties, text, OldResourceProperties is no object",
    })
    void whereThereIsAUrlTheAnswerIsFailedAndNobodyIsAsked(String member, String value, String reason) {
        ObjectNode request = RequestSamples.create(Things.TYPE, LAMP);
        if (value == null) {
            request.remove(member);
        } else {
            request.put(member, value);
        }

        JsonNode json = world.answer(request).json();

        assertThat(json.path("Status").asText()).isEqualTo("FAILED");
        assertThat(json.path("Reason").asText()).contains(reason);
        assertThat(json.path("PhysicalResourceId").asText()).isEqualTo("nothing-was-made");
        assertThat(things.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "3601", "soon", "999999999999"})
    void aTimeOutThatIsNoneIsRefused(String timeout) {
        ObjectNode request = RequestSamples.create(Things.TYPE, LAMP);
        request.withObject("/ResourceProperties").put("ServiceTimeout", timeout);
        assertThat(world.answer(request).json().path("Reason").asText()).contains("ServiceTimeout is no number");
    }

    @Test
    void anUpdateOrDeleteOfNobodyKnowsWhatFailsWithoutAnId() {
        for (String kind : List.of("Update", "Delete")) {
            ObjectNode request = RequestSamples.create(Things.TYPE, LAMP).put("RequestType", kind);
            request.put("RequestId", kind).put("PhysicalResourceId", "x".repeat(1025));
            JsonNode json = world.answer(request).json();
            assertThat(json.path("Reason").asText()).contains("PhysicalResourceId is no text of 1 to 1024 bytes");
            assertThat(json.path("PhysicalResourceId").asText()).isEqualTo("nothing-was-made");
        }
    }

    static Stream<JsonNode> unanswerable() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Stream.of(
                nodes.objectNode(),
                nodes.nullNode(),
                nodes.arrayNode().add("x"),
                nodes.textNode(SECRET),
                secret(RequestSamples.create(Things.TYPE, LAMP)).without("ResponseURL"),
                secret(RequestSamples.create(Things.TYPE, LAMP)).put("ResponseURL", "https://example.com/" + SECRET),
                secret(RequestSamples.create(Things.TYPE, LAMP)).put("ResponseURL", "no url " + SECRET),
                secret(RequestSamples.create(Things.TYPE, LAMP))
                        .put("ResponseURL", "http://169.254.169.254/" + SECRET));
    }

    private static ObjectNode secret(ObjectNode request) {
        request.withObject("/ResourceProperties").put("Secret", SECRET);
        return request;
    }

    @ParameterizedTest
    @MethodSource("unanswerable")
    void whereThereIsNoUrlTheDeadLetterNamesTheDeliveryAndNoSecret(JsonNode request) {
        try (CapturedOutput log = new CapturedOutput()) {
            world.deliver(request);
            world.run();

            assertThat(world.answers).isEmpty();
            assertThat(things.asked).isEmpty();
            assertThat(world.deadLetters).containsExactly("a-lambda-request");
            assertThat(world.requests.text() + world.executions + log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void aPropertyOf60KilobytesArrivesWhole() {
        String name = "x".repeat(60 * 1024);
        things.instead = () -> Optional.of(Step.Done.of(new PhysicalId("lamp"), new TreeMap<>()));
        assertThat(world.answer(RequestSamples.create(Things.TYPE, Map.of("Name", name)))
                        .json()
                        .path("Status")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(things.asked.getFirst()).contains(name);
    }

    @Test
    void moreThanTheStoreCanHoldIsRefusedWithItsSize() {
        Map<String, String> huge = Map.of("Name", "lamp", "Secret", "x".repeat(300 * 1024));
        assertThat(world.answer(RequestSamples.create(Things.TYPE, huge))
                        .json()
                        .path("Reason")
                        .asText())
                .contains("bytes; 262144 are taken");
    }

    @Test
    void nestedAndWronglyTypedPropertiesAreProblemsAndNoMore() {
        ObjectNode request = RequestSamples.create(Things.TYPE, Map.of());
        ObjectNode properties = request.withObject("/ResourceProperties");
        properties.putObject("Name").putObject("Deep").putArray("Deeper").add(1);
        properties.putArray("Size").add("5");
        assertThat(world.answer(request).json().path("Reason").asText())
                .contains("Name is no text: write a text", "Size is no text: write a text");
    }

    @Test
    void aSecretIsFoundNowhereButInTheHandsOfItsResource() {
        things.looks = 3;
        try (CapturedOutput log = new CapturedOutput()) {
            world.deliver(secret(RequestSamples.create(Things.TYPE, LAMP)));
            String whileWorking = world.requests.text();
            world.run();

            assertThat(whileWorking + world.requests.text() + world.executions + world.deadLetters + log.text())
                    .doesNotContain(SECRET, RequestSamples.URL_SECRET)
                    .contains("Create Custom::Thing");
            assertThat(world.answers)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.text()).doesNotContain(SECRET));
            assertThat(world.requests
                            .find(world.executions.getFirst())
                            .orElseThrow()
                            .sealed())
                    .as("what is answered")
                    .isEmpty();
        }
    }

    @Test
    void aLineBreakForgesNoLineOfTheLog() {
        try (CapturedOutput log = new CapturedOutput()) {
            world.answer(RequestSamples.create("Custom::X\nERROR forged", LAMP).put("LogicalResourceId", "a\nERROR b"));
            assertThat(log.text().lines())
                    .noneMatch(line -> line.startsWith("ERROR forged") || line.startsWith("ERROR b"));
        }
    }
}
