package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rest-json protocol: the operation in method and path, members in path, query, headers and a JSON body. */
public abstract class RestJsonService implements ServiceDouble {

    /** Reads numbers as they were written. */
    protected static final ObjectMapper JSON = JsonService.JSON;

    /** The operations; the first route that matches takes the call. */
    protected abstract List<RestRoute> routes();

    @Override
    public final Set<String> operationNames() {
        return routes().stream().map(RestRoute::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public final Answer answer(Call call) {
        try {
            for (RestRoute route : routes()) {
                Optional<Map<String, String>> labels = route.match(call);
                if (labels.isPresent()) {
                    return route.operation().apply(new RestRequest(call, labels.get()));
                }
            }
            throw Unknown.route(call);
        } catch (AwsError e) {
            return error(e);
        }
    }

    /** A JSON answer. */
    protected static Answer json(int status, JsonNode body) {
        try {
            return Answer.of(status, "application/json", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Answer error(AwsError e) {
        ObjectNode shape = JSON.createObjectNode().put("message", e.text());
        e.members().forEach(shape::put);
        byte[] body = shape.toString().getBytes(UTF_8);
        return new Answer(
                e.status(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Content-Length",
                        String.valueOf(body.length),
                        "x-amzn-ErrorType",
                        e.code()),
                out -> out.write(body));
    }
}
