package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** The administrator's calls, as any AWS client would send them; JSON in and out, no member dropped. */
public final class Aws {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String region;

    public Aws(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /** Calls an operation of a JSON protocol, for example {@code ("ssm", "AmazonSSM.GetParameter", input)}. */
    public JsonNode call(String service, String target, ObjectNode input) {
        return answered(json(service, target, input));
    }

    /** As {@link #call}, but a refusal is an answer too. */
    public HttpResponse<String> json(String service, String target, ObjectNode input) {
        return send(
                service, "POST", "/", "application/x-amz-json-1.1", Map.of("X-Amz-Target", target), input.toString());
    }

    /** Calls AgentCore's REST protocol. */
    public JsonNode rest(String method, String path, Optional<ObjectNode> body) {
        return answered(send(
                "bedrock-agentcore",
                method,
                path,
                Map.of(),
                body.map(ObjectNode::toString).orElse("")));
    }

    /** The status of what AgentCore answers at this path. */
    int status(String method, String path) {
        return send("bedrock-agentcore", method, path, Map.of(), "").statusCode();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Invokes an agent as one of its callers would, in a session of that name, and gives the status of the answer. */
    public int invoke(String runtimeArn, String endpoint, String session) {
        return talk(runtimeArn, endpoint, session, object().put("prompt", "hello"), BodyHandlers.ofString())
                .statusCode();
    }

    /** Invokes an agent with this request; it may answer JSON or server-sent events. */
    <T> HttpResponse<T> talk(
            String runtimeArn, String endpoint, String session, ObjectNode request, BodyHandler<T> answer) {
        String path = "/runtimes/%s/invocations?qualifier=%s".formatted(encoded(runtimeArn), endpoint);
        Map<String, String> headers = Map.of(
                "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",
                session,
                "Accept",
                "application/json, text/event-stream");
        return send("bedrock-agentcore", "POST", path, "application/json", headers, request.toString(), answer);
    }

    /** Asks a function behind its URL. */
    public JsonNode ask(URI function, ObjectNode body) {
        return answered(send("lambda", "POST", function.toString(), Map.of(), body.toString()));
    }

    private HttpResponse<String> send(
            String service, String method, String path, Map<String, String> headers, String body) {
        return send(service, method, path, "application/json", headers, body);
    }

    /** Calls an operation of a query protocol, and gives its XML. */
    public String query(String service, String form) {
        return succeeded(send(service, "POST", "/", "application/x-www-form-urlencoded", Map.of(), form));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private HttpResponse<String> send(
            String service, String method, String path, String type, Map<String, String> headers, String body) {
        return send(service, method, path, type, headers, body, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(
            String service,
            String method,
            String path,
            String type,
            Map<String, String> headers,
            String body,
            BodyHandler<T> answer) {
        URI uri = endpoint.resolve(path);
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(uri)
                .putHeader("Content-Type", type);
        headers.forEach(unsigned::putHeader);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest signed = signer.sign(r -> r.identity(AwsBasicCredentials.create("test", "test"))
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(content));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode answered(HttpResponse<String> response) {
        String body = succeeded(response);
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String succeeded(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new StoryFailed("%d from %s: %s"
                    .formatted(response.statusCode(), response.request().uri(), response.body()));
        }
        return response.body();
    }
}
