package slipway.local.agentcore.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.ServiceDouble;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class ExchangeRecorderTest {
    private static final String MODEL = """
            {"metadata": {"protocol": "rest-json"},
             "operations": {"PutThing": {"name": "PutThing",
               "http": {"method": "PUT", "requestUri": "/things/{id}/", "responseCode": 202},
               "input": {"shape": "In"}, "output": {"shape": "Out"}, "errors": [{"shape": "Conflict"}]},
               "WatchThing": {"name": "WatchThing",
               "http": {"method": "PUT", "requestUri": "/watches/{id}/", "responseCode": 200},
               "input": {"shape": "Watch"}, "output": {"shape": "Watched"}}},
             "shapes": {
               "In": {"type": "structure", "required": ["id", "name"], "members": {
                 "id": {"shape": "Id", "location": "uri", "locationName": "id"},
                 "size": {"shape": "Size", "location": "querystring", "locationName": "size"},
                 "name": {"shape": "Name"}, "kind": {"shape": "Kind"}, "tags": {"shape": "Tags"}}},
               "Out": {"type": "structure", "required": ["at"], "members": {"at": {"shape": "At"}}},
               "Watch": {"type": "structure", "members": {
                 "id": {"shape": "Id", "location": "uri", "locationName": "id"}}},
               "Watched": {"type": "structure", "payload": "stream", "members": {"stream": {"shape": "Stream"}}},
               "Stream": {"type": "structure", "eventstream": true, "members": {"seen": {"shape": "Out"}}},
               "Conflict": {"type": "structure", "members": {"message": {"shape": "Name"}},
                 "error": {"httpStatusCode": 409}},
               "Id": {"type": "string", "pattern": "[a-z]+"},
               "Name": {"type": "string", "min": 1, "max": 20},
               "Size": {"type": "integer", "max": 5},
               "Kind": {"type": "string", "enum": ["A", "B"]},
               "Tags": {"type": "map", "key": {"shape": "Id"}, "value": {"shape": "Name"}},
               "At": {"type": "timestamp", "timestampFormat": "iso8601"}}}
            """;
    private static final String NOW = "{\"at\":\"2026-11-21T08:00:00Z\"}";

    @TempDir
    private Path folder;

    private Answer next = Answer.of(202, "application/json", NOW.getBytes(UTF_8));

    @BeforeEach
    void writeModel() throws IOException {
        Files.writeString(folder.resolve("things.json"), MODEL);
    }

    private ExchangeRecorder exchange(String path, String size, String body) {
        ExchangeRecorder recorder = new ExchangeRecorder(folder);
        ServiceDouble service = recorder.around(new ServiceDouble() {
            @Override
            public Set<String> signingNames() {
                return Set.of("things");
            }

            @Override
            public Set<String> operationNames() {
                return Set.of();
            }

            @Override
            public Answer answer(Call call) {
                return next;
            }
        });
        Map<String, String> query = Map.of("size", size);
        Caller caller = new Caller.Administrator("arn:aws:iam::111122223333:user/administrator");
        Answer answer = service.answer(new Call(
                "things", caller, "PUT", path, query, Map.of(), body.getBytes(UTF_8), (who, action, what, more) -> {}));
        try {
            answer.body().writeTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recorder;
    }

    @Test
    void whatFitsIsCounted() {
        ExchangeRecorder recorder =
                exchange("/things/abc/", "5", "{\"name\":\"x\",\"kind\":\"A\",\"tags\":{\"a\":\"b\"},\"newer\":[1]}");

        assertThat(recorder.violations()).isEmpty();
        assertThat(recorder.report()).isEqualTo("exchanges checked: 1 over 1 operations");
        assertThat(recorder.unseen(Set.of("PutThing", "GetThing"))).containsExactly("GetThing");
    }

    @Test
    void everythingThatDoesNotFitIsNamedWithoutItsValue() {
        ExchangeRecorder recorder = exchange(
                "/things/ABC/", "6", "{\"name\":7,\"kind\":\"C\",\"tags\":{\"a\":\"secret" + "x".repeat(20) + "\"}}");

        assertThat(recorder.violations())
                .containsExactlyInAnyOrder(
                        "PutThing: request.id does not match [a-z]+",
                        "PutThing: request.size has more than the most",
                        "PutThing: request.name is not a string",
                        "PutThing: request.kind is none of [\"A\",\"B\"]",
                        "PutThing: request.tags{a} has more than the most characters");
    }

    @Test
    void whatIsRequiredMustBeThere() {
        assertThat(exchange("/things/abc/", "1", "{\"name\":null}").violations())
                .containsExactly("PutThing: request.name is required and not there");
    }

    @Test
    void theAnswerIsJudgedToo() {
        next = Answer.of(200, "application/json", "{\"at\":\"today\"}".getBytes(UTF_8));

        assertThat(exchange("/things/abc/", "1", "{\"name\":\"x\"}").violations())
                .containsExactly(
                        "PutThing: response status is 200, not 202",
                        "PutThing: response.at is not a timestamp by ISO 8601");
    }

    @Test
    void aRefusalMustBeOneThatTheOperationKnows() {
        next = error("Conflict", 409);
        assertThat(exchange("/things/abc/", "99", "").violations()).isEmpty();

        next = error("Surprise", 418);
        assertThat(exchange("/things/abc/", "1", "").violations())
                .containsExactly("PutThing: response is an error that the operation does not know: 'Surprise'");
    }

    @Test
    void eachEventOfAStreamIsJudged() {
        next = stream("seen", NOW);
        assertThat(exchange("/watches/abc/", "1", "").violations()).isEmpty();

        next = stream("seen", "{}");
        assertThat(exchange("/watches/abc/", "1", "").violations())
                .containsExactly("WatchThing: response.seen.at is required and not there");

        next = stream("heard", NOW);
        assertThat(exchange("/watches/abc/", "1", "").violations())
                .containsExactly("WatchThing: response has an event that the model does not know: 'heard'");
    }

    private static Answer stream(String type, String event) {
        Map<String, HeaderValue> headers =
                Map.of(":message-type", HeaderValue.fromString("event"), ":event-type", HeaderValue.fromString(type));
        return new Answer(
                200,
                Map.of("Content-Type", "application/vnd.amazon.eventstream"),
                out -> new Message(headers, event.getBytes(UTF_8)).encode(out));
    }

    private static Answer error(String type, int status) {
        byte[] body = "{\"message\":\"no\"}".getBytes(UTF_8);
        return new Answer(
                status,
                Map.of("x-amzn-ErrorType", type, "Content-Length", String.valueOf(body.length)),
                out -> out.write(body));
    }

    @Test
    void aCallThatNoModelKnowsIsAViolation() {
        assertThat(exchange("/others/abc/", "1", "").violations())
                .containsExactly("unknown: PUT /others/abc/ is no operation of the models");
    }

    @Test
    void withoutAFolderThereIsNoRecorder() {
        assertThat(ExchangeRecorder.from(Map.of())).isEmpty();
        assertThat(ExchangeRecorder.from(Map.of(ExchangeRecorder.FOLDER, folder.toString())))
                .isPresent();
    }
}
