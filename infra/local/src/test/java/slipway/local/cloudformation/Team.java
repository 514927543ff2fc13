package slipway.local.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Incoming;
import slipway.local.edge.Receiver;
import slipway.local.json.Json;

/** The function of somebody's custom resource: answers each request as the test says, at its URL. */
final class Team implements Receiver {
    static final String TOKEN = "arn:aws:lambda:eu-central-1:111122223333:function:team:live";

    final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    final List<Caller> callers = new CopyOnWriteArrayList<>();
    private final Responses responses;
    private volatile Function<ObjectNode, String> answer = request -> done(request, "made");

    Team(Responses responses) {
        this.responses = responses;
    }

    /** From now on it answers with these bodies; an empty one is no answer. */
    void answers(Function<ObjectNode, String> wanted) {
        answer = wanted;
    }

    static String done(ObjectNode request, String id) {
        return response(request, id).put("Status", "SUCCESS").toString();
    }

    static String failed(ObjectNode request, String id, String reason) {
        return response(request, id)
                .put("Status", "FAILED")
                .put("Reason", reason)
                .toString();
    }

    static ObjectNode response(ObjectNode request, String id) {
        ObjectNode response = Json.object().put("PhysicalResourceId", id);
        for (String name : List.of("StackId", "RequestId", "LogicalResourceId")) {
            response.set(name, request.path(name));
        }
        return response;
    }

    @Override
    public boolean receives(String arn) {
        return arn.equals(TOKEN);
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        if (!receives(arn)) {
            throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
        }
        requests.add(event);
        callers.add(from);
        String body = answer.apply((ObjectNode) event.deepCopy());
        if (!body.isEmpty()) {
            send("PUT", event.path("ResponseURL").asText(), body, Map.of());
        }
    }

    /** The status that it is answered with. */
    int send(String method, String url, String body, Map<String, String> headers) {
        URI uri = URI.create(url);
        Map<String, String> query = Arrays.stream(uri.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        byte[] bytes = body.getBytes(UTF_8);
        Map<String, String> all = new TreeMap<>(headers);
        all.put("content-length", String.valueOf(bytes.length));
        try {
            return responses
                    .handle(new Incoming(
                            method, uri.getRawPath(), uri.getRawQuery(), query, all, new ByteArrayInputStream(bytes)))
                    .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
