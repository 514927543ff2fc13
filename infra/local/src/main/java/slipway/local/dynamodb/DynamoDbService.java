package slipway.local.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.edge.ServiceDouble;
import slipway.local.edge.Unknown;

/** Lets allowed calls through to DynamoDB Local, unchanged, and refuses the others. */
public final class DynamoDbService implements ServiceDouble {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/x-amz-json-1.0";

    private final Engine engine;
    private final Access access;
    private final TableKeys keys;

    public DynamoDbService(Place place, Engine engine, TableKeys keys) {
        this.engine = engine;
        this.keys = keys;
        this.access = new Access(place);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("dynamodb");
    }

    @Override
    public Set<String> operationNames() {
        return Access.OPERATIONS;
    }

    @Override
    public Answer answer(Call call) {
        try {
            String target = call.headers().getOrDefault("x-amz-target", "");
            String operation = target.substring(target.lastIndexOf('.') + 1);
            if (!Access.OPERATIONS.contains(operation)) {
                throw Unknown.operation(call, operation);
            }
            String body = new String(call.content(), UTF_8);
            List<Access.Need> needs = access.needs(operation, tree(body));
            needs.forEach(need -> call.authorize(need.action(), need.resource()));
            needs.stream().filter(Access.Need::isOfItems).forEach(need -> keys.require(call.caller(), need.resource()));
            Engine.Reply reply = engine.call(operation, body);
            return answer(reply.status(), reply.body());
        } catch (AwsError e) {
            String body = JSON.createObjectNode()
                    .put("__type", e.code())
                    .put("message", e.text())
                    .toString();
            return answer(e.status(), body);
        }
    }

    /** With the checksum by which SDKs find out that an answer was damaged. */
    private static Answer answer(int status, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return Answer.of(status, TYPE, bytes).with("x-amz-crc32", String.valueOf(checksum.getValue()));
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body is not JSON");
        }
    }
}
