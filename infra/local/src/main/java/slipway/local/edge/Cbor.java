package slipway.local.edge;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Smithy's RPC v2 CBOR protocol: the operation in the path, {@code /service/NAME/operation/NAME}, members in a map.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
final class Cbor {
    private static final String HEADER = "smithy-protocol";
    private static final String NAME = "rpc-v2-cbor";
    private static final int EPOCH_SECONDS = 1;
    private static final ObjectMapper MAPPER = CBORMapper.builder()
            .addModule(new SimpleModule().addSerializer(new Times()))
            .build();

    private Cbor() {}

    static boolean isSpoken(Map<String, String> headers) {
        return NAME.equals(headers.get(HEADER));
    }

    static String operation(Call call) {
        return call.path().substring(call.path().lastIndexOf('/') + 1);
    }

    static ObjectNode input(Call call) {
        try {
            byte[] body = call.content();
            JsonNode tree = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new AwsError(400, "SerializationException", "The body is not a CBOR map");
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body is not CBOR");
        }
    }

    static Answer answer(int status, JsonNode output) {
        try {
            return Answer.of(status, "application/cbor", MAPPER.writeValueAsBytes(output))
                    .with(HEADER, NAME);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Answer error(AwsError e) {
        return answer(
                e.status(), MAPPER.createObjectNode().put("__type", e.code()).put("message", e.text()));
    }

    /** A time is a number of seconds under a tag. */
    private static final class Times extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Times() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (generator instanceof CBORGenerator cbor) {
                cbor.writeTag(EPOCH_SECONDS);
            }
            generator.writeNumber(time.toEpochMilli() / 1000.0);
        }
    }
}
