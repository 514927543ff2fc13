package slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Parameter Store, STS and the two functions on one port of loopback, as the command meets them. */
final class AwsDouble implements AutoCloseable {
    static final String ACCOUNT = "111122223333";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request to one of the functions. */
    record Received(String function, JsonNode body, String authorization, String token) {}

    private record Reply(int status, String errorType, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final HttpServer server;
    private String account = ACCOUNT;
    private String parameterError = "";

    AwsDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the functions were asked, in order. */
    List<Received> received() {
        return received;
    }

    /** The bodies of {@link #received}. */
    List<JsonNode> bodies() {
        return received.stream().map(Received::body).toList();
    }

    /** The account that the credentials are of. */
    void account(String other) {
        account = other;
    }

    /** Parameter Store answers this error, whatever it is asked. */
    void parameterError(String type) {
        parameterError = type;
    }

    /** Answers this view or verb; the last of several answers stands. JSON is written with single quotes. */
    void answer(String viewOrVerb, String json) {
        reply(viewOrVerb, 200, "", json);
    }

    void reply(String viewOrVerb, int status, String errorType, String json) {
        replies.computeIfAbsent(viewOrVerb, any -> new ArrayDeque<>())
                .add(new Reply(status, errorType, json.replace('\'', '"')));
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith("/lambda-url/")) {
            send(exchange, function(exchange, path.split("/", -1)[2], body));
        } else if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
            send(exchange, parameter(JSON.readTree(body).path("Name").asText()));
        } else {
            send(exchange, new Reply(200, "", """
                    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                    <Arn>arn:aws:sts::%s:assumed-role/dev/alice</Arn><UserId>U</UserId><Account>%s</Account>
                    </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(account, account)));
        }
    }

    private Reply parameter(String name) {
        if (!parameterError.isEmpty()) {
            return new Reply(400, parameterError, "{\"__type\":\"%s\",\"message\":\"no\"}".formatted(parameterError));
        }
        var url = uri() + "/lambda-url/" + name.substring(name.lastIndexOf('/') + 1) + "/";
        return new Reply(200, "", """
                {"Parameter":{"Name":"%s","Value":"%s","ARN":"arn:aws:ssm:eu-central-1:%s:parameter%s"}}""".formatted(name, url, account, name));
    }

    private Reply function(HttpExchange exchange, String function, String body) throws JsonProcessingException {
        var headers = exchange.getRequestHeaders();
        var request = JSON.readTree(body);
        received.add(new Received(
                function,
                request,
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("X-Amz-Security-Token"))));
        var known = replies.get(request.path("view").asText(request.path("verb").asText()));
        if (known == null) {
            return new Reply(500, "", "{\"why\": \"no answer was prepared for %s\"}".formatted(body.replace('"', ' ')));
        }
        return known.size() > 1 ? known.removeFirst() : known.getFirst();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.errorType().isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", reply.errorType());
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
