package slipway.agentruntime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;

/** One exchange with AgentCore's control plane: JSON there, JSON back, or an AwsFailure. Nothing is tried twice here. */
final class ControlPlane {
    private static final String ACTION_PREFIX = "bedrock-agentcore:";
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final AgentCoreWire wire;
    private final SdkHttpClient http;

    ControlPlane(AgentCoreWire wire, SdkHttpClient http) {
        this.wire = wire;
        this.http = http;
    }

    ObjectNode get(String operation, List<String> path, Map<String, String> query) {
        return exchange(operation, SdkHttpMethod.GET, path, query, new byte[0]);
    }

    ObjectNode delete(String operation, List<String> path, Map<String, String> query) {
        return exchange(operation, SdkHttpMethod.DELETE, path, query, new byte[0]);
    }

    ObjectNode post(String operation, List<String> path, Map<String, String> query) {
        return exchange(operation, SdkHttpMethod.POST, path, query, ExactJson.bytes(ExactJson.object()));
    }

    ObjectNode post(String operation, List<String> path, ObjectNode body) {
        return exchange(operation, SdkHttpMethod.POST, path, Map.of(), ExactJson.bytes(body));
    }

    ObjectNode put(String operation, List<String> path, ObjectNode body) {
        return exchange(operation, SdkHttpMethod.PUT, path, Map.of(), ExactJson.bytes(body));
    }

    private ObjectNode exchange(
            String operation, SdkHttpMethod method, List<String> path, Map<String, String> query, byte[] body) {
        var action = ACTION_PREFIX + operation;
        try {
            var headers = body.length == 0 ? Map.<String, String>of() : Map.of("Content-Type", "application/json");
            var signed = wire.sign(method, path, query, headers, body);
            var execute = HttpExecuteRequest.builder().request(signed);
            if (body.length > 0) {
                execute.contentStreamProvider(ContentStreamProvider.fromByteArray(body));
            }
            return answer(action, http.prepareRequest(execute.build()).call());
        } catch (SdkException noCredentials) {
            throw FailureClassifier.of(action, noCredentials);
        } catch (IOException broken) {
            throw FailureClassifier.unanswered(action, broken);
        }
    }

    private static ObjectNode answer(String action, HttpExecuteResponse response) throws IOException {
        var content = content(response);
        var http = response.httpResponse();
        if (http.isSuccessful()) {
            return document(action, content);
        }
        var error = errorBody(content);
        var type = http.firstMatchingHeader("x-amzn-ErrorType")
                .orElseGet(() -> error.path("__type").asText(error.path("code").asText("")));
        var message = error.path("message").asText(error.path("Message").asText(""));
        throw FailureClassifier.of(action, http.statusCode(), type, message);
    }

    private static byte[] content(HttpExecuteResponse response) throws IOException {
        try (var stream =
                response.responseBody().isPresent() ? response.responseBody().get() : InputStream.nullInputStream()) {
            var content = stream.readNBytes(LARGEST_ANSWER + 1);
            if (content.length > LARGEST_ANSWER) {
                throw new IOException("the answer has more than %d bytes".formatted(LARGEST_ANSWER));
            }
            return content;
        }
    }

    private static ObjectNode document(String action, byte[] content) throws IOException {
        if (content.length == 0) {
            return ExactJson.object();
        }
        try {
            if (ExactJson.parse(content) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw FailureClassifier.unanswered(action, broken.getOriginalMessage(), null);
        }
        throw FailureClassifier.unanswered(action, "the answer is no JSON object", null);
    }

    private static JsonNode errorBody(byte[] content) throws IOException {
        try {
            return ExactJson.parse(content);
        } catch (JsonProcessingException notJson) {
            // Something before AWS answered; its status says enough.
            return ExactJson.object();
        }
    }
}
