package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;

/** One operation: its name, its method, its path with labels such as {@code {agentRuntimeId}}, and what it does. */
record Route(String name, String method, String template, Operation operation) {

    /** Authorizes first, then does it. */
    @FunctionalInterface
    interface Operation {
        Answer apply(Request request);
    }

    /** A call that found its operation, with the decoded labels of its path. */
    record Request(Call call, Map<String, String> labels) {
        String label(String name) {
            return labels.getOrDefault(name, "");
        }

        @Nullable
        String query(String name) {
            return call.query().get(name);
        }

        @Nullable
        String header(String lowerCaseName) {
            return call.headers().get(lowerCaseName);
        }

        ObjectNode json() {
            return Json.read(call.body());
        }
    }

    Optional<Request> match(Call call) {
        List<String> wanted = segments(template);
        List<String> given = segments(call.path());
        if (!method.equals(call.method()) || wanted.size() != given.size()) {
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
        return Optional.of(new Request(call, labels));
    }

    private static String decoded(String segment) {
        try {
            // A plus stands for itself in a path.
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw Faults.invalid("Not percent-encoded as it should be: " + segment);
        }
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
