package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.ServiceDouble;

/** Calls a double as the edge would, and notes what IAM was asked. */
final class Wire {
    record Asked(String action, String resource, Map<String, String> context) {}

    record Got(int status, Map<String, String> headers, byte[] bytes) {
        ObjectNode json() {
            return Json.read(bytes);
        }

        String error() {
            return headers.getOrDefault("x-amzn-ErrorType", "");
        }

        String at(String pointer) {
            return json().at(pointer).asText();
        }
    }

    static final Caller CALLER = new Caller.RoleSession(
            "arn:aws:iam::111122223333:role/rollout", "arn:aws:sts::111122223333:assumed-role/rollout/one");

    final List<Asked> asked = new ArrayList<>();
    private final ServiceDouble service;
    private String refused = "";

    Wire(ServiceDouble service) {
        this.service = service;
    }

    void refuse(String action) {
        refused = action;
    }

    Got send(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        return read(answer(method, path, query, headers, body));
    }

    /** The same, its body still to be read. */
    Answer answer(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        return service.answer(new Call(
                "bedrock-agentcore",
                CALLER,
                method,
                path,
                query,
                new TreeMap<>(headers),
                body.getBytes(UTF_8),
                (caller, action, resource, context) -> {
                    asked.add(new Asked(action, resource, context));
                    if (action.equals(refused)) {
                        throw AwsError.accessDenied(caller, action, resource);
                    }
                }));
    }

    Got send(String method, String path, String body) {
        return send(method, path, Map.of(), Map.of(), body);
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got invoke(String arn, String endpoint, String session) {
        return send(
                "POST",
                "/runtimes/" + encode(arn) + "/invocations",
                Map.of("qualifier", endpoint),
                Map.of("x-amzn-bedrock-agentcore-runtime-session-id", session, "content-type", "application/json"),
                "{}");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static Got read(Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Got(answer.status(), answer.headers(), bytes.toByteArray());
    }
}
