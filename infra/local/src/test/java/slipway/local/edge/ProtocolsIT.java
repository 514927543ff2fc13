package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One service in each protocol that it has. */
class ProtocolsIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.250Z");
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final Signed SIGNED = Signed.byAdministrator("weather");

    private final HttpClient http = HttpClient.newHttpClient();
    private EdgeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new EdgeFixture();
        fixture.edge.register(new Weather());
    }

    @AfterEach
    void close() {
        http.close();
        fixture.close();
    }

    @Test
    void aTimeIsWrittenAsEachProtocolDoes() throws Exception {
        assertThat(text(form("Action=Observe&Place=Rome"))).contains("<Seen>2026-11-21T12:00:00.250Z</Seen>");
        assertThat(text(json("Observe", "{\"Place\":\"Rome\"}"))).contains("\"Seen\":1795262400.250");
        HttpResponse<byte[]> cbor = cbor("Observe", CBOR.createObjectNode().put("Place", "Rome"));
        try (CBORParser parser = new CBORFactory().createParser(cbor.body())) {
            while (!"Seen".equals(parser.currentName()) || parser.currentToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
            }
            assertThat(parser.getCurrentTag()).isEqualTo(1);
            assertThat(parser.getDoubleValue()).isEqualTo(1795262400.25);
        }
    }

    @Test
    void cborSaysThatItIsCbor() throws Exception {
        HttpResponse<byte[]> response = cbor("Observe", CBOR.createObjectNode().put("Place", "Rome"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(header(response, "content-type")).isEqualTo("application/cbor");
        assertThat(CBOR.readTree(response.body()).path("Place").asText()).isEqualTo("Rome");
    }

    @Test
    void anErrorHasItsNameInEachProtocol() throws Exception {
        assertThat(text(form("Action=Observe"))).contains("<Code>MissingParameter</Code>", "<RequestId>");

        HttpResponse<byte[]> json = json("Observe", "{}");
        assertThat(text(json)).contains("\"__type\":\"MissingRequiredParameterException\"");
        assertThat(header(json, "x-amzn-query-error")).isEqualTo("MissingParameter;Sender");

        HttpResponse<byte[]> cbor = cbor("Observe", CBOR.createObjectNode());
        assertThat(cbor.statusCode()).isEqualTo(400);
        assertThat(CBOR.readTree(cbor.body()).path("__type").asText()).isEqualTo("MissingRequiredParameterException");
        assertThat(header(cbor, "x-amzn-query-error")).isEqualTo("MissingParameter;Sender");
    }

    @Test
    void anOperationThatIsNotThereIsUnknownInEachProtocolAndLoggedOnce() throws Exception {
        assertThat(log(() -> assertThat(text(form("Action=Rain%0Anow"))).contains("<Code>InvalidAction</Code>")))
                .containsOnlyOnce("There is no operation 'Rain?now' of weather in this cloud");
        assertThat(text(json("Rain", "{}"))).contains("\"__type\":\"UnknownOperationException\"");
        assertThat(CBOR.readTree(cbor("Rain", CBOR.createObjectNode()).body())
                        .path("__type")
                        .asText())
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void theEdgesOwnErrorsAreInTheProtocolOfTheRequest() throws Exception {
        HttpRequest.Builder unsigned = HttpRequest.newBuilder(fixture.edge.uri())
                .header("smithy-protocol", "rpc-v2-cbor")
                .POST(HttpRequest.BodyPublishers.noBody());

        assertThat(CBOR.readTree(send(unsigned).body()).path("__type").asText())
                .isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void theVersionOfJsonIsTheClients() throws Exception {
        assertThat(header(json("Observe", "{}"), "content-type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(header(json("Observe", "{\"Place\":\"Rome\"}"), "content-type"))
                .isEqualTo("application/x-amz-json-1.0");
        assertThat(fixture.call("test", "Place").headers().firstValue("content-type"))
                .contains("application/x-amz-json-1.1");
    }

    @Test
    void aCompressedBodyIsReadAsWhatItWas() throws Exception {
        assertThat(text(json("Observe", zipped("{\"Place\":\"Rome\"}"), "gzip")))
                .contains("\"Place\":\"Rome\"");
        assertThat(text(json("Observe", zipped("{}"), "br"))).contains("UnsupportedMediaTypeException");
        assertThat(text(json("Observe", "{}".getBytes(UTF_8), "gzip"))).contains("SerializationException");
        assertThat(text(json("Observe", zipped(" ".repeat(17 << 20)), "gzip")))
                .contains("RequestEntityTooLargeException");
    }

    @Test
    void aBodyMayComeInChunks() throws Exception {
        byte[] body = "{\"Place\":\"Rome\"}".getBytes(UTF_8);
        HttpRequest.Builder chunked = SIGNED.request("POST", fixture.edge.uri(), headers("Observe"), body)
                .method("POST", HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(text(send(chunked))).contains("\"Place\":\"Rome\"");
    }

    private HttpResponse<byte[]> form(String form) throws Exception {
        return send(SIGNED.post(fixture.edge.uri(), Map.of("Content-Type", "application/x-www-form-urlencoded"), form));
    }

    private HttpResponse<byte[]> json(String operation, String body) throws Exception {
        return send(SIGNED.post(fixture.edge.uri(), headers(operation), body));
    }

    private HttpResponse<byte[]> json(String operation, byte[] body, String encoding) throws Exception {
        Map<String, String> headers = new HashMap<>(headers(operation));
        headers.put("Content-Encoding", encoding);
        return send(SIGNED.request("POST", fixture.edge.uri(), headers, body));
    }

    private static Map<String, String> headers(String operation) {
        return Map.of(
                "Content-Type", "application/x-amz-json-1.0",
                "X-Amz-Target", "Weather." + operation,
                "x-amzn-query-mode", "true");
    }

    private HttpResponse<byte[]> cbor(String operation, ObjectNode input) throws Exception {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor", "Accept", "application/cbor");
        return send(SIGNED.request(
                "POST",
                fixture.edge.uri().resolve("/service/Weather/operation/" + operation),
                headers,
                CBOR.writeValueAsBytes(input)));
    }

    /** Every answer says which request it was. */
    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(header(response, "x-amzn-requestid")).hasSize(36);
        return response;
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private interface Action {
        void make() throws Exception;
    }

    private static String log(Action action) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, UTF_8));
        try {
            action.make();
        } finally {
            System.setErr(before);
        }
        return logged.toString(UTF_8);
    }

    private static final class Weather extends TreeService {
        @Override
        public Set<String> signingNames() {
            return Set.of("weather");
        }

        @Override
        protected String namespace() {
            return "http://weather/";
        }

        @Override
        protected Map<String, String> errorShapes() {
            return Map.of("MissingParameter", "MissingRequiredParameterException");
        }

        @Override
        protected Map<String, JsonService.Operation> operations() {
            return Map.of("Observe", Weather::observe);
        }

        private static JsonNode observe(Call call, ObjectNode input) {
            call.authorize("weather:Observe", "*");
            if (!input.has("Place")) {
                throw new AwsError(400, "MissingParameter", "Where?");
            }
            ObjectNode seen = input.objectNode();
            seen.set("Place", input.path("Place"));
            seen.set("Seen", time(NOON));
            return seen;
        }
    }
}
