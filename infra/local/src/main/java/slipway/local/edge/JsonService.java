package slipway.local.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The JSON 1.0 and 1.1 protocols: the operation in {@code X-Amz-Target}, members in a JSON body. */
public abstract class JsonService implements ServiceDouble {

    /** Reads numbers as they were written. */
    protected static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static final String QUERY_ERROR = "x-amzn-query-error";

    /** One operation: authorize first, then do it. */
    @FunctionalInterface
    public interface Operation {
        JsonNode apply(Call call, ObjectNode input);
    }

    /** The operations by name. */
    protected abstract Map<String, Operation> operations();

    @Override
    public final Set<String> operationNames() {
        return operations().keySet();
    }

    @Override
    public final Answer answer(Call call) {
        try {
            String target = call.headers().getOrDefault("x-amz-target", "");
            String name = target.substring(target.lastIndexOf('.') + 1);
            Operation operation = operations().get(name);
            if (operation == null) {
                throw Unknown.operation(call, name);
            }
            return json(200, operation.apply(call, input(call)), call.headers());
        } catch (AwsError e) {
            return failed(call, e);
        }
    }

    /**
     * What the error is called in the query protocol, where the service spoke that before and says so to clients that
     * ask; empty otherwise.
     */
    protected String queryCode(String code) {
        return "";
    }

    Answer failed(Call call, AwsError e) {
        return error(call, e, queryCode(e.code()));
    }

    static Answer error(Call call, AwsError e, String queryCode) {
        boolean asked = !queryCode.isEmpty() && call.headers().containsKey("x-amzn-query-mode");
        Answer answer = error(e, call.headers());
        return asked ? answer.with(QUERY_ERROR, queryError(e, queryCode)) : answer;
    }

    static String queryError(AwsError e, String queryCode) {
        return queryCode + (e.status() < 500 ? ";Sender" : ";Receiver");
    }

    private static ObjectNode input(Call call) {
        try {
            byte[] body = call.content();
            JsonNode tree = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new AwsError(400, "SerializationException", "The body is not a JSON object");
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body is not JSON");
        }
    }

    static Answer error(AwsError e, Map<String, String> requestHeaders) {
        JsonNode body = JSON.createObjectNode().put("__type", e.code()).put("message", e.text());
        return json(e.status(), body, requestHeaders);
    }

    /** In the version of the protocol that the client speaks. */
    private static Answer json(int status, JsonNode body, Map<String, String> requestHeaders) {
        boolean older = requestHeaders.getOrDefault("content-type", "").startsWith("application/x-amz-json-1.0");
        try {
            return Answer.of(
                    status,
                    older ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1",
                    JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
