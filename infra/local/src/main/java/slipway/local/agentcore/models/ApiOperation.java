package slipway.local.agentcore.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a model.
 *
 * @param input the name of its shape, empty for none
 * @param errors the names of the shapes that it may answer with
 */
record ApiOperation(
        String name, String method, String path, int status, String input, String output, List<String> errors) {

    static ApiOperation of(JsonNode operation) {
        return new ApiOperation(
                operation.path("name").asText(),
                operation.at("/http/method").asText(),
                operation.at("/http/requestUri").asText(),
                operation.at("/http/responseCode").asInt(200),
                operation.at("/input/shape").asText(),
                operation.at("/output/shape").asText(),
                operation
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("shape").asText())
                        .toList());
    }

    /** The decoded labels, if this is the operation at that path. */
    Optional<Map<String, String>> match(String calledMethod, String calledPath) {
        List<String> wanted = segments(path);
        List<String> given = segments(calledPath);
        if (!method.equals(calledMethod) || wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.startsWith("{")) {
                labels.put(segment.substring(1, segment.length() - 1), decoded(given.get(i)));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
