package slipway.local.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class ParameterStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String USER = "arn:aws:sts::111122223333:assumed-role/publish/one";

    private final ScaledClock clock = new ScaledClock(1);
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final ParameterStore store = new ParameterStore(PLACE, clock, events::add);
    private final SsmDouble service = new SsmDouble(store);

    @AfterEach
    void close() {
        clock.close();
    }

    private JsonNode call(String operation, String input) {
        Caller caller = new Caller.RoleSession("arn:aws:iam::111122223333:role/publish", USER);
        Answer answer = service.answer(new Call(
                "ssm",
                caller,
                "POST",
                "/",
                Map.of(),
                Map.of("x-amz-target", "AmazonSSM." + operation),
                input.getBytes(UTF_8),
                (who, action, resource, context) -> asked.add(action + " " + resource + " " + context)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(bytes);
            return JSON.readTree(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode put(String value) {
        return call(
                "PutParameter",
                "{\"Name\":\"/a/b\",\"Type\":\"String\",\"Overwrite\":true,\"Value\":\"" + value + "\"}");
    }

    @Test
    void everyWriteIsInTheHistoryWithItsWriter() {
        put("one");
        put("two");

        JsonNode history = call("GetParameterHistory", "{\"Name\":\"/a/b\"}").path("Parameters");

        assertThat(history).hasSize(2);
        assertThat(history.at("/0/Value").asText()).isEqualTo("one");
        assertThat(history.at("/1/Version").asInt()).isEqualTo(2);
        assertThat(history.at("/1/LastModifiedUser").asText()).isEqualTo(USER);
    }

    @Test
    void theHistoryHoldsAHundredAndComesInPagesOfFifty() {
        for (int i = 0; i < 103; i++) {
            put("v" + i);
        }

        JsonNode first = call("GetParameterHistory", "{\"Name\":\"/a/b\"}");
        JsonNode second = call(
                "GetParameterHistory",
                "{\"Name\":\"/a/b\",\"NextToken\":\"" + first.path("NextToken").asText() + "\"}");

        assertThat(first.path("Parameters")).hasSize(50);
        assertThat(first.at("/Parameters/0/Version").asInt()).isEqualTo(4);
        assertThat(second.at("/Parameters/49/Version").asInt()).isEqualTo(103);
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void tagsAndOverwriteTogetherAreRefused() {
        JsonNode refused = call(
                "PutParameter",
                "{\"Name\":\"a\",\"Type\":\"String\",\"Value\":\"1\",\"Overwrite\":true,\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");

        assertThat(refused.path("__type").asText()).isEqualTo("ValidationException");
        assertThat(refused.path("message").asText()).contains("tags and overwrite can't be used together");
    }

    @Test
    void whatIsThereIsNotOverwrittenUnasked() {
        put("one");

        JsonNode refused = call("PutParameter", "{\"Name\":\"/a/b\",\"Type\":\"String\",\"Value\":\"two\"}");

        assertThat(refused.path("__type").asText()).isEqualTo("ParameterAlreadyExists");
        assertThat(call("GetParameter", "{\"Name\":\"/a/b\"}")
                        .at("/Parameter/Value")
                        .asText())
                .isEqualTo("one");
    }

    @Test
    void theTierDecidesHowLargeAValueMayBe() {
        assertThat(put("x".repeat(4096)).path("Tier").asText()).isEqualTo("Standard");
        assertThat(put("x".repeat(4097)).path("message").asText()).contains("4096");
        String input = "{\"Name\":\"/big\",\"Type\":\"String\",\"Tier\":\"Intelligent-Tiering\",\"Value\":\"";

        assertThat(call("PutParameter", input + "x".repeat(8192) + "\"}")
                        .path("Tier")
                        .asText())
                .isEqualTo("Advanced");
        assertThat(call("PutParameter", input + "x".repeat(8193) + "\",\"Overwrite\":true}")
                        .path("message")
                        .asText())
                .contains("8192");
    }

    @Test
    void everyChangeIsAnEventInAwsShapeWithoutTheValue() {
        put("one");
        put("two");
        call("DeleteParameter", "{\"Name\":\"/a/b\"}");

        assertThat(events)
                .extracting(event -> event.at("/detail/operation").asText())
                .containsExactly("Create", "Update", "Delete");
        ObjectNode event = events.getFirst();
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
        assertThat(event.path("detail-type").asText()).isEqualTo("Parameter Store Change");
        assertThat(event.at("/resources/0").asText()).isEqualTo("arn:aws:ssm:eu-central-1:111122223333:parameter/a/b");
        assertThat(event.path("detail").toString())
                .isEqualTo("{\"operation\":\"Create\",\"name\":\"/a/b\",\"type\":\"String\"}");
    }

    @Test
    void iamIsAskedByTheParametersArn() {
        put("one");
        call(
                "AddTagsToResource",
                "{\"ResourceType\":\"Parameter\",\"ResourceId\":\"/a/b\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");
        call("GetParameter", "{\"Name\":\"/a/b\"}");

        assertThat(asked)
                .contains("ssm:PutParameter arn:aws:ssm:eu-central-1:111122223333:parameter/a/b {}")
                .last()
                .isEqualTo("ssm:GetParameter arn:aws:ssm:eu-central-1:111122223333:parameter/a/b"
                        + " {aws:ResourceTag/k=v}");
    }

    @Test
    void aPathGivesTenAPageAndOnlyWhatIsDirectlyBelowUnlessAsked() {
        for (int i = 10; i < 22; i++) {
            call("PutParameter", "{\"Name\":\"/p/%d\",\"Type\":\"String\",\"Value\":\"1\"}".formatted(i));
        }
        call("PutParameter", "{\"Name\":\"/p/10/deep\",\"Type\":\"String\",\"Value\":\"1\"}");

        JsonNode first = call("GetParametersByPath", "{\"Path\":\"/p\"}");
        JsonNode second = call("GetParametersByPath", "{\"Path\":\"/p\",\"Recursive\":true,\"NextToken\":\"10\"}");

        assertThat(first.path("Parameters")).hasSize(10);
        assertThat(second.path("Parameters")).hasSize(3);
    }

    @Test
    void whatIsNotThereIsNamed() {
        put("one");

        JsonNode many = call("GetParameters", "{\"Names\":[\"/a/b\",\"/gone\"]}");

        assertThat(many.at("/Parameters/0/Value").asText()).isEqualTo("one");
        assertThat(many.at("/InvalidParameters/0").asText()).isEqualTo("/gone");
        assertThat(call("GetParameter", "{\"Name\":\"/gone\"}").path("__type").asText())
                .isEqualTo("ParameterNotFound");
    }

    @Test
    void theTemplatesParameterIsWrittenByTheAdministratorWithItsTags() {
        ObjectNode properties = JSON.createObjectNode().put("Name", "/a/b").put("Type", "String");
        properties.put("Value", "{}").put("Tier", "Advanced").putObject("Tags").put("team", "a");

        String ref = new ParameterProvider(store, PLACE)
                .make(new Wanted("stack", "Thing", "AWS::SSM::Parameter", properties))
                .physicalId();

        assertThat(ref).isEqualTo("/a/b");
        assertThat(call("GetParameterHistory", "{\"Name\":\"/a/b\"}")
                        .at("/Parameters/0/LastModifiedUser")
                        .asText())
                .contains("administrator");
        assertThat(call("ListTagsForResource", "{\"ResourceType\":\"Parameter\",\"ResourceId\":\"/a/b\"}")
                        .at("/TagList/0/Key")
                        .asText())
                .isEqualTo("team");
    }
}
