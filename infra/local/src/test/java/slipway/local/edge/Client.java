package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import slipway.local.json.Json;

/** Calls a double as the edge would, and notes what IAM was asked. */
public final class Client {
    private static final Caller CALLER = new Caller.Administrator("arn:aws:iam::111122223333:user/administrator");

    public final List<String> asked = new ArrayList<>();
    private final ServiceDouble service;
    private final Set<String> refused = new TreeSet<>();

    public Client(ServiceDouble service) {
        this.service = service;
    }

    /** From now on IAM refuses this action. */
    public void refuse(String action) {
        refused.add(action);
    }

    /** A call in a JSON protocol, its input written with ' for ". */
    public JsonNode json(String operation, String input) {
        return Json.read(
                send("POST", "/", Map.of(), Map.of("x-amz-target", "Prefix." + operation), input.replace('\'', '"')));
    }

    /** A call in the query protocol; the answer's XML. */
    public String form(String form) {
        return send("POST", "/", Map.of(), Map.of(), form);
    }

    /** A call in the REST protocol. */
    public JsonNode get(String path, Map<String, String> query) {
        return Json.read(send("GET", path, query, Map.of(), ""));
    }

    /** A call in the REST protocol that sends something. */
    public String send(String method, String path, String body) {
        return send(method, path, Map.of(), Map.of(), body);
    }

    /** A call in the REST protocol with everything that it may have. */
    public String send(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        Answer answer = service.answer(new Call(
                service.signingNames().iterator().next(),
                CALLER,
                method,
                path,
                query,
                headers,
                body.getBytes(UTF_8),
                this::authorize));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    private void authorize(Caller caller, String action, String resource, Map<String, String> context) {
        asked.add(action + " " + resource);
        if (refused.contains(action)) {
            throw AwsError.accessDenied(caller, action, resource);
        }
    }
}
